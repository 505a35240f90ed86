// What a client costs on average: over time, and divided as one likes.
import { idOf, pathTo, useAddress } from '../../address.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked } from '../../parts/answer.tsx';
import { Chart } from '../../parts/chart.tsx';
import { Filter, Filters } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { municipalityName, productName, providerName, useNames, type Names } from '../../parts/names.tsx';
import { Badge } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { Table, type Column } from '../../parts/table.tsx';
import { capital, formatEuros, formatMoney, formatMonth, formatNumber, toDay, toNumber } from '../../words/format.ts';
import { formatSegment } from '../../words/segments.ts';
import { claimsAddress } from '../claims_address.ts';
import { eachMonth, sameMonth, type Months } from '../figures/period.ts';

type Row = monitoring.ClientCostRow;
const DIVISIONS = ['SEGMENT', 'PRODUCT', 'MUNICIPALITY', 'PROVIDER', 'CONTRACT', 'MONTH'] as const;
type Division = (typeof DIVISIONS)[number];

const divisionTitle = (by: Division): string => ({ SEGMENT: t('segment', 'segment'), PRODUCT: t('product', 'product'), MUNICIPALITY: t('gemeente', 'municipality'),
  PROVIDER: t('aanbieder', 'provider'), CONTRACT: t('contract', 'contract'), MONTH: t('maand', 'month') })[by];
const FIELDS = { SEGMENT: 'segment', PRODUCT: 'product', MUNICIPALITY: 'municipality', PROVIDER: 'provider', CONTRACT: 'contract', MONTH: 'month' } as const;

function nameOf(row: Row, by: Division, names: Names): string {
  if (by === 'SEGMENT') return formatSegment(row.segment);
  if (by === 'PRODUCT') return productName(names, row.product);
  if (by === 'MUNICIPALITY') return municipalityName(names, row.municipality);
  if (by === 'PROVIDER') return providerName(names, row.provider);
  return by === 'CONTRACT' ? idOf(row.contract) || '–' : formatMonth(row.month);
}
/** What the row is made of. */
function addressOf(row: Row, by: Division, scope: { municipality: string; provider: string }): string {
  if (by === 'CONTRACT' && row.contract) return pathTo('contract', idOf(row.contract));
  return claimsAddress({ municipality: row.municipality || scope.municipality, provider: row.provider || scope.provider, ...(row.month ? { month: row.month } : {}) });
}

export function ClientCosts({ months, ...scope }: { months: Months; municipality: string; provider: string }) {
  const names = useNames();
  const { params } = useAddress();
  const by: Division = DIVISIONS.find((one) => one === params.get('per')) ?? 'SEGMENT';
  const request = { ...scope, from: months.from, until: months.until };
  const monthly = useAsked(JSON.stringify(['client costs', request]), (signal) => callAll('Monitoring/ListClientCosts', { ...request, by: ['MONTH'] }, 'rows', signal));
  const few = <Badge>{t('te weinig cliënten', 'too few clients')}</Badge>;
  const columns: Column<Row>[] = [
    { key: 'per', title: capital(divisionTitle(by)), path: FIELDS[by], value: (row) => (by === 'MONTH' ? toDay(row.month) : nameOf(row, by, names)), cell: (row) => <A to={addressOf(row, by, scope)}>{nameOf(row, by, names)}</A> },
    { key: 'clienten', title: t('Cliënten', 'Clients'), path: 'clients', numeric: true, value: (row) => toNumber(row.clients), cell: (row) => (row.heldBack ? few : formatNumber(row.clients)) },
    { key: 'samen', title: t('Toegekend', 'Accepted'), path: 'accepted', cents: true, numeric: true, value: (row) => toNumber(row.accepted?.cents), cell: (row) => formatMoney(row.accepted) },
    { key: 'gemiddeld', title: t('Gemiddeld per cliënt', 'Average per client'), path: 'average', cents: true, numeric: true, value: (row) => toNumber(row.average?.cents), cell: (row) => formatMoney(row.average) },
  ];
  return (
    <Section title={t('Wat een cliënt gemiddeld kost', 'What a client costs on average')}>
      <Answered of={monthly} lines={4}>
        {({ rows }) => {
          const found = (month: monitoring.ClientCostRow['month']) => (rows as Row[]).find((row) => sameMonth(row.month, month));
          return rows.length === 0 ? null : (
            <Chart title={t('Gemiddeld per cliënt, naar maand van levering', 'Average per client, by month of delivery')} kind="lines" format={formatEuros} labels={eachMonth(months).map(formatMonth)}
              series={[{ title: t('per cliënt', 'per client'), values: eachMonth(months).map((month) => (found(month)?.average ? toNumber(found(month)!.average!.cents) : undefined)) }]}
              to={(at) => claimsAddress({ ...scope, ...(eachMonth(months)[at] ? { month: eachMonth(months)[at]! } : {}) })}
              definition={t('Wat voor hulp in de maand is toegekend, gedeeld door de cliënten die in die maand hulp hadden waarvoor iets is toegekend. Een maand met te weinig cliënten blijft leeg.',
                'What was accepted for care in the month, divided by the clients for whom something was accepted. A month of too few clients stays empty.')} />
          );
        }}
      </Answered>
      <Filters><Filter label={t('Uitgesplitst naar', 'Divided by')} param="per" options={DIVISIONS.map((value) => ({ value, title: divisionTitle(value) }))} standard="SEGMENT" /></Filters>
      <Table method="Monitoring/ListClientCosts" request={{ ...request, by: [by] }} rows={(answer) => answer.rows} columns={columns} rowKey={(row, at) => `${at} ${nameOf(row, by, names)}`}
        caption={t('Gemiddelde kosten per cliënt', 'Average cost per client')} empty={t('In deze maanden is niets toegekend.', 'Nothing was accepted in these months.')} />
    </Section>
  );
}
