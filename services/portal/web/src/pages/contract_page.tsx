// Contracts, and one contract with everything for the talk with its provider.
import { idOf, pathTo, useAddress, type Address } from '../address.ts';
import { call } from '../api/client.ts';
import type { claims, contracting, monitoring } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, callAll, useAsked, useCall } from '../parts/answer.tsx';
import { Chart } from '../parts/chart.tsx';
import { useNow } from '../parts/clock.ts';
import { Filter, Filters } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { Meter } from '../parts/meter.tsx';
import { choices, municipalityName, productName, providerName, useNames, type Names } from '../parts/names.tsx';
import { Badge, Button } from '../parts/notice.tsx';
import { Facts, Head, Section, Tile } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { Table, type Column } from '../parts/table.tsx';
import { has } from '../session.ts';
import { formatCents, formatDate, formatEuros, formatMoney, formatMonth, formatNumber, formatPeriod, formatUnit, toDay, toNumber } from '../words/format.ts';
import { claimState } from '../words/titles.ts';
import { CapacityOf } from './capacity_of.tsx';
import { Performance } from './contract/performance.tsx';
import { Talks } from './contract/talks.tsx';
import { aheadSeries } from './costs/year_ahead.tsx';
import { FigureTiles } from './figures/figure_tiles.tsx';
import { byMonth, percentOf } from './spend.ts';

type Contract = contracting.Contract;
const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

export function ContractPage({ address }: { address: Address }) {
  return address.steps[1] ? <OneContract code={address.steps[1]} /> : <ContractList />;
}

function ContractList() {
  const names = useNames();
  const { params } = useAddress();
  const columns: Column<Contract>[] = [
    { key: 'contract', title: t('Contract', 'Contract'), path: 'name', order: { up: { order: 'NAME' } }, value: (one) => idOf(one.name), cell: (one) => <A to={pathTo('contract', idOf(one.name))}>{idOf(one.name)}</A> },
    { key: 'aanbieder', title: t('Aanbieder', 'Provider'), path: 'provider', value: (one) => providerName(names, one.provider), cell: (one) => providerName(names, one.provider) },
    { key: 'perceel', title: t('Perceel', 'Lot'), path: 'lot', value: (one) => one.lot ?? '', cell: (one) => one.lot },
    { key: 'looptijd', title: t('Looptijd', 'Period'), inFile: [['period.start_date', t('Begin', 'Begins')], ['period.end_date', t('Einde', 'Ends')]], order: { up: { order: 'ENDS_FIRST' } }, value: (one) => toDay(one.period?.endDate) || '9999', file: (one) => formatPeriod(one.period), cell: (one) => formatPeriod(one.period) },
    { key: 'plafond', title: t('Plafond per jaar', 'Yearly ceiling'), path: 'yearly_ceiling', cents: true, numeric: true, order: { down: { order: 'HIGHEST_CEILING' } }, value: (one) => toNumber(one.yearlyCeiling?.cents), cell: (one) => (one.yearlyCeiling ? formatMoney(one.yearlyCeiling) : t('geen', 'none')) },
    { key: 'gemeenten', title: t('Gemeenten', 'Municipalities'), numeric: true, value: (one) => one.municipalities?.length ?? 0, cell: (one) => formatNumber(one.municipalities?.length ?? 0) },
  ];
  return (
    <>
      <Head title={t('Contracten', 'Contracts')} lead={t('Kies een contract voor het gesprek met de aanbieder.', 'Choose a contract for the talk with the provider.')} />
      <Filters>
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
      </Filters>
      <Table method="Contracting/ListContracts" request={{ provider: params.get('aanbieder') ?? '', municipality: params.get('gemeente') ?? '' }} rows={(answer) => answer.contracts}
        columns={columns} rowKey={(one) => one.name ?? ''} caption={t('Contracten', 'Contracts')} empty={t('Er zijn geen contracten in deze keuze.', 'There are no contracts in this choice.')} />
    </>
  );
}

function OneContract({ code }: { code: string }) {
  const asked = useCall('Contracting/GetContract', { name: `contracts/${code}` });
  return <Answered of={asked} lines={9} page>{(contract) => <Shown contract={contract} />}</Answered>;
}

function Shown({ contract }: { contract: Contract }) {
  const session = useSession();
  const names = useNames();
  const provider = contract.provider ?? '';
  return (
    <>
      <Head title={providerName(names, provider)} trail={[{ title: t('Contracten', 'Contracts'), to: '/contract' }]}
        lead={<>{t('Perceel', 'Lot')} {contract.lot} · {formatPeriod(contract.period)}</>} aside={<Button onClick={() => print()}>{t('Druk af voor het gesprek', 'Print for the talk')}</Button>} />
      <Talks contract={contract} />
      <Performance contract={contract} />
      {has(session, 'contract-manager', 'access-manager', 'access-professional') && <Spend contract={contract} />}
      {has(session, 'contract-manager', 'access-manager', 'access-professional') && (
        <Section title={t('Hoe het gaat bij deze aanbieder', 'How this provider does')} hint={t('Het afgelopen jaar, alle contracten van de aanbieder samen.', 'The past year, all contracts of the provider together.')}>
          <FigureTiles figures={['inflow', 'through_flow', 'outflow', 'waiting', 'waiting_time', 'second_best', 'scaled_up', 'scaled_down', 'returns', 'delivered_amount', 'refused_amount_by_code', 'spend_against_ceiling', 'at_school']} provider={provider} />
        </Section>
      )}
      <Section title={t('Plekken', 'Places')} tools={<A to={`/wachtlijst?deel=plekken&aanbieder=${provider}`}>{t('Naar het plekkenbord', 'To the capacity board')}</A>}>
        <CapacityOf provider={provider} products={(contract.products ?? []).map((one) => one.code ?? '')} />
      </Section>
      {has(session, 'contract-manager', 'back-office', 'operator', 'provider-back-office') && <Claims provider={provider} names={names} />}
      <Section title={t('Tarieven', 'Tariffs')}><Tariffs contract={contract.name ?? ''} /></Section>
      <Section title={t('Wat er in het contract staat', 'What the contract says')}>
        <div class="card">
          <Facts of={[
            [t('Producten', 'Products'), (contract.products ?? []).map((one) => productName(names, one.code)).join(', ')],
            [t('Gemeenten', 'Municipalities'), (contract.municipalities ?? []).map((one) => municipalityName(names, one)).join(', ')],
            [t('Acceptatieplicht', 'Duty to accept'), contract.dutyToAccept ? t('ja: de aanbieder neemt cliënten aan', 'yes: the provider accepts clients') : t('nee', 'no')],
            [t('Plafond per jaar', 'Yearly ceiling'), contract.yearlyCeiling ? formatMoney(contract.yearlyCeiling) : t('geen', 'none')],
          ]} />
        </div>
      </Section>
    </>
  );
}

function Spend({ contract }: { contract: Contract }) {
  const now = useNow();
  const year = now.getFullYear();
  const request = { contract: contract.name, from: { year, month: 1, day: 1 }, until: { year, month: 12, day: 31 } };
  const asked = useAsked(`spend ${JSON.stringify(request)}`, async (signal) => {
    const [spend, ahead] = await Promise.all([callAll('Monitoring/GetSpend', request, 'rows', signal), call('Monitoring/GetForecast', { contract: contract.name, year }, { signal })]);
    return { rows: spend.rows as monitoring.SpendRow[], ahead };
  });
  const ceiling = contract.yearlyCeiling ? BigInt(contract.yearlyCeiling.cents ?? 0) : undefined;
  return (
    <Section title={t(`Besteding ${year}`, `Spend ${year}`)} tools={<A to={`/kosten?aanbieder=${contract.provider}`}>{t('Alle kosten van deze aanbieder', 'All costs of this provider')}</A>}>
      <Answered of={asked} lines={5}>
        {({ rows, ahead }) => {
          const months = byMonth(rows, year);
          const spent = [...months.values()].reduce((sum, one) => sum + one, 0n);
          const refused = rows.reduce((sum, row) => sum + BigInt(row.refused?.cents ?? 0), 0n);
          const expected = ahead.expected ? BigInt(ahead.expected.cents ?? 0) : undefined;
          return (
            <>
              <div class="tiles">
                <Tile title={t('Toegekend tot nu', 'Accepted so far')} value={formatEuros(String(spent))} to={`/declaraties?aanbieder=${contract.provider}`} note={formatCents(String(spent))} />
                <Tile title={t('Verwacht heel het jaar', 'Expected for the year')} value={expected === undefined ? '–' : formatEuros(String(expected))}
                  note={expected === undefined ? t('er is nog te weinig om iets te verwachten', 'there is too little yet to expect anything')
                    : t(`tussen ${formatEuros(ahead.low?.cents)} en ${formatEuros(ahead.high?.cents)}`, `between ${formatEuros(ahead.low?.cents)} and ${formatEuros(ahead.high?.cents)}`)}
                  tone={ceiling !== undefined && expected !== undefined && expected > ceiling ? 'tile--late' : ''} />
                {ceiling !== undefined && <Tile title={t('Van het plafond', 'Of the ceiling')} value={`${percentOf(spent, ceiling)} %`}
                  note={<Meter value={Number(spent)} of={Number(ceiling)} text={ahead.ceilingDate ? t(`bereikt op ${formatDate(ahead.ceilingDate)}`, `reached on ${formatDate(ahead.ceilingDate)}`)
                    : t(`van ${formatEuros(String(ceiling))}`, `of ${formatEuros(String(ceiling))}`)} />} />}
                <Tile title={t('Afgewezen', 'Refused')} value={formatEuros(String(refused))} note={`${formatNumber(rows.reduce((sum, row) => sum + toNumber(row.linesRefused), 0))} ${t('regels', 'lines')}`} to={`/declaraties?aanbieder=${contract.provider}`} />
              </div>
              <Chart title={t('Toegekend en verwacht per maand van levering', 'Accepted and expected by month of delivery')} kind="bars" labels={MONTHS.map((month) => formatMonth({ year, month, day: 1 }))}
                series={[{ title: t('toegekend', 'accepted'), values: MONTHS.map((month) => (months.has(month) ? toNumber(String(months.get(month))) : undefined)) },
                  ...(ahead.months?.length ? [{ title: t('verwacht', 'expected'), values: MONTHS.map((month) => {
                    const found = ahead.months?.find((one) => one.month?.month === month);
                    return found && !found.known ? toNumber(found.expected?.cents) : undefined;
                  }) }] : [])]} format={formatEuros} {...(ahead.months?.length === MONTHS.length ? { band: aheadSeries(ahead).band } : {})}
                {...(ceiling === undefined ? {} : { level: { value: Number(ceiling) / 12, title: t('een twaalfde van het plafond', 'a twelfth of the ceiling') } })}
                to={(at) => `/declaraties?aanbieder=${contract.provider}&maand=${year}-${String(at + 1).padStart(2, '0')}`}
                definition={<>{t('Toegekende regels van dit contract naar de maand waarin de hulp is geleverd; credits zijn ervan afgetrokken. Een maand verandert nog zolang erover wordt gedeclareerd.',
                  'Accepted lines of this contract by the month of delivery, credits counted off. A month changes as long as it is claimed on.')} {ahead.method}</>} />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

function Claims({ provider, names }: { provider: string; names: Names }) {
  const columns: Column<claims.Claim>[] = [
    { key: 'nummer', oneLine: true, title: t('Declaratie', 'Claim'), path: 'claim_number', cell: (one) => <A to={pathTo('declaraties', idOf(one.name))}>{one.claimNumber}</A> },
    { key: 'maand', oneLine: true, title: t('Maand', 'Month'), path: 'period.start_date', cell: (one) => formatMonth(one.period?.startDate) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality', cell: (one) => municipalityName(names, one.municipality) },
    { key: 'ingediend', title: t('Ingediend', 'Claimed'), path: 'submitted', cents: true, numeric: true, cell: (one) => formatMoney(one.submitted ?? { cents: '0' }) },
    { key: 'toegekend', title: t('Toegekend', 'Accepted'), path: 'accepted', cents: true, numeric: true, cell: (one) => formatMoney(one.accepted ?? { cents: '0' }) },
    { key: 'afgewezen', title: t('Regels afgewezen', 'Lines refused'), path: 'lines_refused', numeric: true, cell: (one) => formatNumber(one.linesRefused) },
    { key: 'staat', title: t('Staat', 'State'), path: 'state', cell: (one) => <Badge tone={one.state === 'REFUSED' ? 'bad' : 'good'}>{claimState(one.state)}</Badge> },
  ];
  return (
    <Section title={t('Declaraties', 'Claims')} tools={<A to={`/declaraties?aanbieder=${provider}`}>{t('Alle declaraties', 'All claims')}</A>}>
      <Table id="d-" method="Claims/ListClaims" request={{ provider }} rows={(answer) => answer.claims} columns={columns} rowKey={(one) => one.name ?? ''} pageSize={12}
        caption={t('Declaraties van de aanbieder', 'Claims of the provider')} empty={t('Deze aanbieder heeft nog niets gedeclareerd.', 'This provider has claimed nothing yet.')} quiet={['permission_denied']} />
    </Section>
  );
}

function Tariffs({ contract }: { contract: string }) {
  const names = useNames();
  const columns: Column<contracting.Tariff>[] = [
    { key: 'product', title: t('Product', 'Product'), path: 'product.code', value: (one) => productName(names, one.product?.code), cell: (one) => productName(names, one.product?.code) },
    { key: 'tarief', title: t('Tarief', 'Tariff'), path: 'amount', cents: true, numeric: true, order: { up: { order: 'LOWEST' }, down: { order: 'HIGHEST' } }, value: (one) => toNumber(one.amount?.cents), cell: (one) => `${formatMoney(one.amount)} ${t('per', 'a')} ${formatUnit(one.unit)}` },
    { key: 'geldig', title: t('Geldig', 'Valid'), path: 'period.start_date', order: { down: { order: 'NEWEST' } }, value: (one) => toDay(one.period?.startDate), cell: (one) => formatPeriod(one.period) },
  ];
  return <Table id="t-" method="Contracting/ListTariffs" request={{ contract }} rows={(answer) => answer.tariffs} columns={columns} rowKey={(one, at) => `${at} ${one.product?.code}`}
    caption={t('Tarieven', 'Tariffs')} empty={t('Dit contract heeft geen tarieven.', 'This contract has no tariffs.')} />;
}
