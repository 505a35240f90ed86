// One figure: over time, divided as one likes, with its definition; the place that every number of a dashboard leads to.
import type { ComponentChildren } from 'preact';
import { idOf, pathTo, useAddress, withParams, type Address } from '../../address.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked, useCall } from '../../parts/answer.tsx';
import { Chart, type Series } from '../../parts/chart.tsx';
import { useNow } from '../../parts/clock.ts';
import { DateFilter, Filter, Filters, Tabs } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { choices, municipalityName, productName, providerName, useNames, type Names } from '../../parts/names.tsx';
import { Empty, Notice } from '../../parts/notice.tsx';
import { Head } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { Table, type Column } from '../../parts/table.tsx';
import { capital, formatCents, formatEuros, formatMonth, formatNumber, formatShare, formatTenths, toDay, toNumber } from '../../words/format.ts';
import { formatSegment } from '../../words/segments.ts';
import { kindTitle } from '../../words/titles.ts';
import { claimsAddress } from '../claims_address.ts';
import { opens } from '../view_roles.ts';
import { figureAddress, type Scope } from './figure_tiles.tsx';
import { eachMonth, monthsOf, only, sameMonth, type Months } from './period.ts';
import { Published } from './published.tsx';

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
  if (unit === 'TENTHS_OF_PERSONS') return formatTenths(value);
  return unit === 'BASIS_POINTS' ? formatShare(value) : formatNumber(value);
}

const DIVISIONS = ['MUNICIPALITY', 'SEGMENT', 'PRODUCT', 'PROVIDER', 'CONTRACT', 'KIND'] as const;
type By = (typeof DIVISIONS)[number];
function valueBy(row: Row, by: By, figure: string, names: Names): string {
  switch (by) {
    case 'MUNICIPALITY': return municipalityName(names, row.municipality);
    case 'PROVIDER': return providerName(names, row.provider);
    case 'PRODUCT': return productName(names, row.product);
    case 'KIND': return kindTitle(figure, row.kind);
    case 'SEGMENT': return formatSegment(row.segment);
    default: return idOf(row.contract) || '–';
  }
}

function OneFigure({ definition }: { definition: Definition }) {
  const names = useNames();
  const { params } = useAddress();
  const months = monthsOf(params, useNow());
  const published = definition.published && params.get('deel') === 'gepubliceerd';
  return (
    <>
      <Head title={definition.displayName ?? definition.figure} trail={[{ title: t('Cijfers', 'Figures'), to: '/figuren' }]} lead={definition.description} />
      {definition.published && <Tabs label={t('Delen', 'Parts')} tabs={[
        { title: t('Zoals nu geteld', 'As counted now'), to: withParams(params, { deel: undefined, per: undefined, ook: undefined }), current: !published },
        { title: t('Zoals gepubliceerd', 'As published'), to: withParams(params, { deel: 'gepubliceerd', per: undefined }), current: !!published }]} />}
      <Filters>
        <DateFilter type="month" label={t('Van', 'From')} param="van" value={months.van} />
        <DateFilter type="month" label={t('Tot en met', 'Until')} param="tot" value={months.tot} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
        <Filter label={t('Product', 'Product')} param="product" all={t('alle', 'all')} options={choices(names.products, (one) => one.displayName)} />
      </Filters>
      {published ? <Published definition={definition} months={months} /> : <Counted definition={definition} months={months} />}
    </>
  );
}

function Counted({ definition, months }: { definition: Definition; months: Months }) {
  const names = useNames();
  const { params } = useAddress();
  const divisible = DIVISIONS.filter((one) => one !== 'KIND' || definition.kinds);
  const by: By | '' = divisible.find((one) => one === params.get('per')) ?? '';
  const figure = definition.figure ?? '';
  const scope = { municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '', product: params.get('product') ?? '' };
  const request = { figure, ...scope, from: months.from, until: months.until };
  const divisions: monitoring.Division[] = by ? ['MONTH', by] : ['MONTH'];
  const asked = useAsked(JSON.stringify([request, divisions]), (signal) => callAll('Monitoring/ListFigures', { ...request, by: divisions }, 'rows', signal));
  const finer = by || (definition.kinds ? 'KIND' : 'PRODUCT');
  const monthAddress = (month: Row['month']) => figureAddress(figure, scope, only(month ?? months.until), { per: finer });
  const columns: Column<Row>[] = [
    { key: 'maand', oneLine: true, title: t('Maand', 'Month'), path: 'month', value: (row) => toDay(row.month), cell: (row) => <A to={monthAddress(row.month)}>{formatMonth(row.month)}</A> },
    ...(by ? [{ key: 'per', title: capital(byTitle(by, definition)), path: FIELDS[by], value: (row: Row) => valueBy(row, by, figure, names),
      cell: (row: Row) => <Narrower row={row} by={by} address={(narrowed) => figureAddress(figure, { ...scope, ...narrowed }, months)}>{valueBy(row, by, figure, names)}</Narrower> }] : []),
    { key: 'waarde', title: definition.displayName ?? '', path: 'value', inFile: definition.unit === 'CENTS' ? [['value', t('In centen', 'In cents')]] : undefined, cents: definition.unit === 'CENTS', numeric: true,
      value: (row) => toNumber(row.value), cell: (row) => formatFigure(definition, row.value) },
    { key: 'aantal', title: t('Geteld over', 'Counted over'), path: 'count', numeric: true, value: (row) => toNumber(row.count), cell: (row) => formatNumber(row.count) },
    ...(definition.measure === 'AVERAGE' ? [{ key: 'midden', title: t('Middelste', 'Median'), path: 'median', numeric: true, value: (row: Row) => toNumber(row.median), cell: (row: Row) => formatFigure(definition, row.median) },
      { key: 'p90', title: t('Negen van de tien hoogstens', 'Nine in ten at most'), path: 'ninetieth', numeric: true, value: (row: Row) => toNumber(row.ninetieth), cell: (row: Row) => formatFigure(definition, row.ninetieth) },
      { key: 'meeste', title: definition.unit === 'DAYS' ? t('Langste', 'Longest') : t('Meeste', 'Most'), path: 'most', numeric: true, value: (row: Row) => toNumber(row.most), cell: (row: Row) => formatFigure(definition, row.most) }] : []),
  ];
  return (
    <>
      <Filters><Filter label={t('Uitgesplitst naar', 'Divided by')} param="per" all={t('niets', 'nothing')}
        options={divisible.map((value) => ({ value, title: byTitle(value, definition) }))} /></Filters>
      <Answered of={asked} lines={5}>
        {({ rows }) => rows.length === 0
          ? <Empty>{t('In deze keuze is niets geteld. Kies een langere periode of minder filters.', 'Nothing was counted here. Choose a longer period or fewer filters.')}</Empty>
          : <Chart title={definition.displayName ?? ''} kind={by || definition.standing || definition.unit === 'BASIS_POINTS' ? 'lines' : 'bars'} labels={eachMonth(months).map(formatMonth)}
            series={seriesOf(rows as Row[], months, by, figure, names, definition)} definition={<Made definition={definition} scope={scope} months={months} />}
            to={(at) => monthAddress(eachMonth(months)[at])} format={definition.unit === 'CENTS' ? formatEuros : (value) => formatFigure(definition, value)} />}
      </Answered>
      <Table method="Monitoring/ListFigures" request={{ ...request, by: divisions }} rows={(answer) => answer.rows} columns={columns} caption={definition.displayName ?? ''}
        rowKey={(row, at) => `${at} ${toDay(row.month)}`} empty={t('Niets geteld in deze keuze.', 'Nothing counted in this choice.')} />
    </>
  );
}

const FIELDS = { MUNICIPALITY: 'municipality', PROVIDER: 'provider', PRODUCT: 'product', KIND: 'kind', SEGMENT: 'segment', CONTRACT: 'contract' } as const;

/** A division leads to the same figure of that alone, where it can be narrowed so; a contract to its page. */
function Narrower({ row, by, address, children }: { row: Row; by: By; address: (narrowed: Scope) => string; children: ComponentChildren }) {
  if (by === 'CONTRACT' && row.contract) return <A to={pathTo('contract', idOf(row.contract))}>{children}</A>;
  if (by === 'MUNICIPALITY' && row.municipality) return <A to={address({ municipality: row.municipality })}>{children}</A>;
  if (by === 'PROVIDER' && row.provider) return <A to={address({ provider: row.provider })}>{children}</A>;
  if (by === 'PRODUCT' && row.product) return <A to={address({ product: row.product })}>{children}</A>;
  return <>{children}</>;
}

/** What is counted, and the list in which it stands one by one, for who may see that. */
function Made({ definition, scope, months }: { definition: Definition; scope: Scope; months: Months }) {
  const session = useSession();
  const figure = definition.figure ?? '';
  const where = new URLSearchParams({ ...(scope.municipality ? { gemeente: scope.municipality } : {}), ...(scope.provider ? { aanbieder: scope.provider } : {}) });
  const claims = ['CENTS', 'LINES'].includes(definition.unit ?? '');
  const lists: [string, string][] = [
    [claims ? claimsAddress({ ...scope, ...(months.van === months.tot ? { month: months.from } : {}) }) : '', t('de declaraties waaruit dit bestaat', 'the claims that this is made of')],
    [figure.startsWith('waiting') ? `/wachtlijst?${where}` : '', t('wie er nu wacht', 'who waits now')],
    [definition.unit === 'ROUTES' ? `/route?welke=alle&${where}` : '', t('de routes in deze keuze', 'the routes in this choice')],
    [definition.unit === 'MESSAGES' ? `/berichten?${where}` : '', t('de berichten in deze keuze', 'the messages in this choice')],
  ];
  const shown = lists.filter(([to]) => to && opens(session, to));
  return (
    <>
      {definition.description}
      {shown.length > 0 && <ul class="made">{shown.map(([to, title]) => <li key={to}><A to={to}>{t('Naar', 'To')} {title}</A></li>)}</ul>}
    </>
  );
}

function byTitle(by: By, definition: Definition): string {
  return { MUNICIPALITY: t('gemeente', 'municipality'), PROVIDER: t('aanbieder', 'provider'), PRODUCT: t('product', 'product'),
    KIND: definition.kinds || t('soort', 'kind'), SEGMENT: t('segment', 'segment'), CONTRACT: t('contract', 'contract') }[by];
}

export function DefinitionText({ of }: { of: Definition | undefined }) {
  return of ? <>{of.description} <A to={pathTo('figuren', of.figure ?? '')}>{t('Meer over dit cijfer', 'More about this figure')}</A></> : null;
}

/** Those with most first; what comes after is taken together, and says so. */
function seriesOf(rows: Row[], months: ReturnType<typeof monthsOf>, by: By | '', figure: string, names: Names, definition: Definition): Series[] {
  const all = eachMonth(months);
  // Averages and shares cannot be taken together.
  const averages = ['AVERAGE', 'SHARE'].includes(definition.measure ?? '');
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
