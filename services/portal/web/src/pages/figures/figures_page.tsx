// One figure: over time, divided as one likes, with its definition; the place that every number of a dashboard leads to.
import { idOf, pathTo, useAddress, type Address } from '../../address.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked, useCall } from '../../parts/answer.tsx';
import { Chart, type Series } from '../../parts/chart.tsx';
import { useNow } from '../../parts/clock.ts';
import { DateFilter, Filter, Filters } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { choices, municipalityName, productName, providerName, useNames, type Names } from '../../parts/names.tsx';
import { Empty, Notice } from '../../parts/notice.tsx';
import { Head } from '../../parts/page.tsx';
import { Table, type Column } from '../../parts/table.tsx';
import { formatCents, formatEuros, formatMonth, formatNumber, formatShare, toDay, toNumber } from '../../words/format.ts';
import { kindTitle } from '../../words/titles.ts';
import { eachMonth, monthsOf, sameMonth } from './period.ts';

type Definition = monitoring.FigureDefinition;
type Row = monitoring.FigureRow;

/** As many lines as the eye can tell apart. */
const LINES_MOST = 6;

export function FiguresPage({ address }: { address: Address }) {
  const asked = useCall('Monitoring/ListFigureDefinitions', {});
  return (
    <Answered of={asked} lines={8} page>
      {({ definitions = [] }) => {
        const code = address.steps[1];
        const definition = definitions.find((one) => one.figure === code);
        if (code && definition) return <OneFigure definition={definition} />;
        return (
          <>
            <Head title={t('Cijfers', 'Figures')} lead={t('Elk cijfer van de regio, met wat er geteld wordt en wanneer.', 'Every figure of the region, with what is counted and when.')} />
            {code && <Notice tone="warning">{t('Dat cijfer is er niet. Kies er hieronder een.', 'There is no such figure. Choose one below.')}</Notice>}
            <ul class="cards">{definitions.map((one) => (
              <li class="card card--link" key={one.figure}><A to={pathTo('figuren', one.figure ?? '')}>{one.displayName}</A><p class="hint">{one.description}</p></li>
            ))}</ul>
          </>
        );
      }}
    </Answered>
  );
}

export function formatFigure(definition: Definition | undefined, value: string | number | undefined): string {
  const unit = definition?.unit;
  if (unit === 'CENTS') return formatCents(value);
  return unit === 'BASIS_POINTS' ? formatShare(value) : formatNumber(value);
}

type By = 'MONTH' | 'MUNICIPALITY' | 'PROVIDER' | 'PRODUCT' | 'KIND' | 'SEGMENT' | 'CONTRACT';
function valueBy(row: Row, by: By, figure: string, names: Names): string {
  switch (by) {
    case 'MUNICIPALITY': return municipalityName(names, row.municipality);
    case 'PROVIDER': return providerName(names, row.provider);
    case 'PRODUCT': return productName(names, row.product);
    case 'KIND': return kindTitle(figure, row.kind);
    case 'SEGMENT': return row.segment?.replaceAll('_', ' ').replaceAll('/', ' › ') || '–';
    case 'CONTRACT': return idOf(row.contract) || '–';
    default: return formatMonth(row.month);
  }
}

function OneFigure({ definition }: { definition: Definition }) {
  const names = useNames();
  const now = useNow();
  const { params } = useAddress();
  const months = monthsOf(params, now);
  const by = (params.get('per') ?? '') as By | '';
  const figure = definition.figure ?? '';
  const request = { figure, municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '', product: params.get('product') ?? '',
    from: months.from, until: months.until };
  const divisions: monitoring.Division[] = by && by !== 'MONTH' ? ['MONTH', by] : ['MONTH'];
  const asked = useAsked(JSON.stringify([request, divisions]), (signal) => callAll('Monitoring/ListFigures', { ...request, by: divisions }, 'rows', signal));
  const columns: Column<Row>[] = [
    { key: 'maand', oneLine: true, title: t('Maand', 'Month'), path: 'month', value: (row) => toDay(row.month), cell: (row) => formatMonth(row.month) },
    ...(by ? [{ key: 'per', title: byTitle(by, definition), path: { MUNICIPALITY: 'municipality', PROVIDER: 'provider', PRODUCT: 'product', KIND: 'kind', MONTH: 'month', SEGMENT: 'segment', CONTRACT: 'contract' }[by],
      value: (row: Row) => valueBy(row, by, figure, names), cell: (row: Row) => valueBy(row, by, figure, names) }] : []),
    { key: 'waarde', title: definition.displayName ?? '', path: 'value', numeric: true, value: (row) => toNumber(row.value), cell: (row) => formatFigure(definition, row.value) },
    { key: 'aantal', title: t('Geteld over', 'Counted over'), path: 'count', numeric: true, value: (row) => toNumber(row.count), cell: (row) => formatNumber(row.count) },
    ...(definition.unit === 'DAYS' ? [{ key: 'midden', title: t('Middelste', 'Median'), path: 'median', numeric: true, value: (row: Row) => toNumber(row.median), cell: (row: Row) => formatNumber(row.median) },
      { key: 'p90', title: t('Negen van de tien hoogstens', 'Nine in ten at most'), path: 'ninetieth', numeric: true, value: (row: Row) => toNumber(row.ninetieth), cell: (row: Row) => formatNumber(row.ninetieth) },
      { key: 'meeste', title: t('Langste', 'Longest'), path: 'most', numeric: true, value: (row: Row) => toNumber(row.most), cell: (row: Row) => formatNumber(row.most) }] : []),
  ];
  return (
    <>
      <Head title={definition.displayName ?? figure} trail={[{ title: t('Cijfers', 'Figures'), to: '/figuren' }]} lead={definition.description} />
      <Filters>
        <DateFilter type="month" label={t('Van', 'From')} param="van" value={months.van} />
        <DateFilter type="month" label={t('Tot en met', 'Until')} param="tot" value={months.tot} />
        <Filter label={t('Uitgesplitst naar', 'Divided by')} param="per" all={t('niets', 'nothing')}
          options={(['MUNICIPALITY', 'SEGMENT', 'PRODUCT', 'PROVIDER', 'CONTRACT', ...(definition.kinds ? ['KIND'] : [])] as By[]).map((value) => ({ value, title: byTitle(value, definition) }))} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
        <Filter label={t('Product', 'Product')} param="product" all={t('alle', 'all')} options={choices(names.products, (one) => one.displayName)} />
      </Filters>
      <Answered of={asked} lines={5}>
        {({ rows }) => rows.length === 0
          ? <Empty>{t('In deze keuze is niets geteld. Kies een langere periode of minder filters.', 'Nothing was counted here. Choose a longer period or fewer filters.')}</Empty>
          : <Chart title={definition.displayName ?? ''} kind={by || definition.standing || definition.unit === 'BASIS_POINTS' ? 'lines' : 'bars'} labels={eachMonth(months).map(formatMonth)}
            series={seriesOf(rows as Row[], months, by, figure, names, definition)} definition={<DefinitionText of={definition} />}
            format={definition.unit === 'CENTS' ? formatEuros : (value) => formatFigure(definition, value)} />}
      </Answered>
      <Table method="Monitoring/ListFigures" request={{ ...request, by: divisions }} rows={(answer) => answer.rows} columns={columns} caption={definition.displayName ?? ''}
        rowKey={(row, at) => `${at} ${toDay(row.month)}`} empty={t('Niets geteld in deze keuze.', 'Nothing counted in this choice.')} />
    </>
  );
}

function byTitle(by: By, definition: Definition): string {
  return { MONTH: t('maand', 'month'), MUNICIPALITY: t('gemeente', 'municipality'), PROVIDER: t('aanbieder', 'provider'), PRODUCT: t('product', 'product'),
    KIND: definition.kinds || t('soort', 'kind'), SEGMENT: t('segment', 'segment'), CONTRACT: t('contract', 'contract') }[by];
}

export function DefinitionText({ of }: { of: Definition | undefined }) {
  return of ? <>{of.description} <A to={pathTo('figuren', of.figure ?? '')}>{t('Meer over dit cijfer', 'More about this figure')}</A></> : null;
}

/** Those with most first; what comes after is taken together, and says so. */
function seriesOf(rows: Row[], months: ReturnType<typeof monthsOf>, by: By | '', figure: string, names: Names, definition: Definition): Series[] {
  const all = eachMonth(months);
  // Averages and shares cannot be taken together.
  const averages = ['DAYS', 'BASIS_POINTS'].includes(definition.unit ?? '');
  const line = (of: Row[]) => all.map((month) => {
    const found = of.filter((row) => sameMonth(row.month, month));
    if (found.length === 0) return definition.standing || averages ? undefined : 0;
    return found.reduce((sum, row) => sum + toNumber(row.value), 0);
  });
  if (!by) return [{ title: definition.displayName ?? '', values: line(rows) }];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = valueBy(row, by, figure, names);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const size = (of: Row[]) => of.reduce((sum, row) => sum + toNumber(averages ? row.count : row.value), 0);
  const sorted = [...groups].sort((a, b) => size(b[1]) - size(a[1]));
  const shown = sorted.slice(0, sorted.length > LINES_MOST && !averages ? LINES_MOST - 1 : LINES_MOST).map(([title, of]) => ({ title, values: line(of) }));
  const rest = averages ? [] : sorted.slice(shown.length).flatMap(([, of]) => of);
  return rest.length === 0 ? shown : [...shown, { title: t('de rest', 'the rest'), values: line(rest) }];
}
