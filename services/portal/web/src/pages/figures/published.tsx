// What is published of a figure: cells that were made once a month and then kept. Somebody of a provider sees its own beside all together.
import { useAddress } from '../../address.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked } from '../../parts/answer.tsx';
import { Chart, type Series } from '../../parts/chart.tsx';
import { Filter, Filters } from '../../parts/fields.tsx';
import { municipalityName, productName, providerName, useNames, type Names } from '../../parts/names.tsx';
import { Badge, Empty } from '../../parts/notice.tsx';
import { useSession } from '../../parts/session_context.ts';
import { Table, type Column } from '../../parts/table.tsx';
import { capital, formatMonth, formatNumber, formatTime, toDay, toNumber } from '../../words/format.ts';
import { formatSegment } from '../../words/segments.ts';
import type { Session } from '../../session.ts';
import { eachMonth, sameMonth, type Months } from './period.ts';

type Row = monitoring.PublishedRow;
const DIVISIONS = ['MUNICIPALITY', 'SEGMENT', 'PRODUCT', 'PROVIDER'] as const;
type Division = (typeof DIVISIONS)[number];
const FIELDS = { MUNICIPALITY: 'municipality', SEGMENT: 'segment', PRODUCT: 'product', PROVIDER: 'provider' } as const;

/** As many lines as the eye can tell apart. */
const LINES_MOST = 6;

function nameOf(row: Row, by: Division, names: Names, session: Session): string {
  if (by === 'MUNICIPALITY') return municipalityName(names, row.municipality);
  if (by === 'SEGMENT') return formatSegment(row.segment);
  if (by === 'PRODUCT') return productName(names, row.product);
  return row.provider && row.provider === session.provider ? t('uw organisatie', 'your organisation') : providerName(names, row.provider);
}

/** A line per group, largest first; a cell that is held back is a gap. */
function linesOf(rows: Row[], months: Months, groupOf: (row: Row) => string): Series[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row]);
  const size = (of: Row[]) => of.reduce((sum, row) => sum + toNumber(row.value), 0);
  return [...groups].sort((a, b) => size(b[1]) - size(a[1])).slice(0, LINES_MOST).map(([title, of]) => ({ title, values: eachMonth(months).map((month) => {
    const cell = of.find((row) => sameMonth(row.month, month));
    return cell && !cell.heldBack ? toNumber(cell.value) : undefined;
  }) }));
}

export function Published({ definition, months }: { definition: monitoring.FigureDefinition; months: Months }) {
  const session = useSession();
  const names = useNames();
  const { params } = useAddress();
  const by = DIVISIONS.find((one) => one === params.get('per'));
  const corrections = params.get('ook') === 'correcties';
  const request = { figure: definition.figure ?? '', municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '', product: params.get('product') ?? '',
    from: months.from, until: months.until };
  const divided = { ...request, by: by ? [by] : [], corrections };
  const own = session.provider;
  const asked = useAsked(JSON.stringify(['published', divided, own]), async (signal) => {
    const ask = (more: object) => callAll('Monitoring/ListPublishedFigures', { ...request, ...more }, 'rows', signal).then(({ rows }) => rows as Row[]);
    const all = await ask({ by: by ? [by] : [] });
    return { all, own: own && !by && !request.provider ? await ask({ provider: own }) : [] };
  });
  const columns: Column<Row>[] = [
    { key: 'maand', oneLine: true, title: t('Maand', 'Month'), path: 'month', value: (row) => toDay(row.month), cell: (row) => formatMonth(row.month) },
    ...(by ? [{ key: 'per', title: capital(divisionTitle(by)), path: FIELDS[by], value: (row: Row) => nameOf(row, by, names, session), cell: (row: Row) => nameOf(row, by, names, session) }] : []),
    { key: 'waarde', title: definition.displayName ?? '', path: 'value', numeric: true, value: (row) => (row.heldBack ? -1 : toNumber(row.value)), file: (row) => (row.heldBack ? '' : toNumber(row.value)),
      cell: (row) => (row.heldBack ? <Badge>{t('niet getoond', 'not shown')}</Badge> : formatNumber(row.value)) },
    { key: 'niet', title: t('Achtergehouden', 'Held back'), path: 'held_back', value: (row) => (row.heldBack ? t('ja', 'yes') : t('nee', 'no')), cell: (row) => (row.heldBack ? t('ja, te weinig cliënten', 'yes, too few clients') : '–') },
    { key: 'sinds', oneLine: true, title: t('Gepubliceerd', 'Published'), path: 'publish_time', value: (row) => row.publishTime ?? '', cell: (row) => formatTime(row.publishTime) },
    ...(corrections ? [{ key: 'versie', title: t('Versie', 'Version'), path: 'version', numeric: true, value: (row: Row) => row.version ?? 0,
      cell: (row: Row) => <>{formatNumber(row.version)} {row.replaceTime && <span class="hint">{t('vervangen', 'replaced')} {formatTime(row.replaceTime)}</span>}</> }] : []),
  ];
  return (
    <>
      <Filters>
        <Filter label={t('Uitgesplitst naar', 'Divided by')} param="per" all={t('niets', 'nothing')} options={DIVISIONS.map((value) => ({ value, title: divisionTitle(value) }))} />
        <Filter label={t('Welke', 'Which')} param="ook" all={t('zoals het nu is', 'as it is now')} options={[{ value: 'correcties', title: t('ook wat eerder is gezegd', 'also what was said before') }]} />
      </Filters>
      <Answered of={asked} lines={5}>
        {(found) => (found.all.length + found.own.length === 0
          ? <Empty>{t('Van deze maanden is niets gepubliceerd in deze keuze. Een maand wordt gepubliceerd als zij voorbij is.', 'Nothing was published here of these months. A month is published when it has ended.')}</Empty>
          : <Chart title={t(`${definition.displayName}, zoals gepubliceerd`, `${definition.displayName}, as published`)} kind="lines" labels={eachMonth(months).map(formatMonth)}
            series={by ? linesOf(found.all, months, (row) => nameOf(row, by, names, session))
              : [...linesOf(found.own, months, () => t('uw organisatie', 'your organisation')), ...linesOf(found.all, months, () => (own ? t('alle aanbieders samen', 'all providers together') : t('de keuze', 'your choice')))]}
            definition={t('Vaste cijfers per maand: wat gepubliceerd is, verandert alleen door een nieuwe versie, en de oude blijft staan. Een cijfer van te weinig cliënten wordt niet getoond, en ook niet wat ernaast zou verraden hoeveel het er waren; die maand blijft leeg.',
              'Fixed numbers by month: what was published changes by a new version alone, and the old one is kept. A number of too few clients is not shown, nor what beside it would tell how many they were; that month stays empty.')} />)}
      </Answered>
      <Table method="Monitoring/ListPublishedFigures" request={divided} rows={(answer) => answer.rows} columns={columns} rowKey={(row, at) => `${at} ${toDay(row.month)}`}
        caption={t(`${definition.displayName} zoals gepubliceerd`, `${definition.displayName} as published`)} empty={t('Niets gepubliceerd in deze keuze.', 'Nothing published in this choice.')} />
    </>
  );
}

const divisionTitle = (by: Division): string => ({ MUNICIPALITY: t('gemeente', 'municipality'), SEGMENT: t('segment', 'segment'), PRODUCT: t('product', 'product'),
  PROVIDER: t('aanbieder', 'provider') })[by];
