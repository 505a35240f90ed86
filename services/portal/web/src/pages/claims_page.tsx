// Claims and payments: from a total to the posting.
import { idOf, pathTo, useAddress, type Address } from '../address.ts';
import type { claims } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { DateFilter, Filter, Filters, Tabs } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { choices, municipalityName, providerName, useNames } from '../parts/names.tsx';
import { Badge } from '../parts/notice.tsx';
import { Head, Tile } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { formatMoney, formatMonth, formatNumber, formatTime, fromDay, toDay, toNumber } from '../words/format.ts';
import { accountKind, claimState, lawTitle, postingKind } from '../words/titles.ts';
import { ClaimPage } from './claim_page.tsx';

type Claim = claims.Claim;

export function ClaimsPage({ address }: { address: Address }) {
  const { params } = useAddress();
  const [, first] = address.steps;
  if (first && first !== 'grootboek') return <ClaimPage id={first} />;
  const query = params.toString();
  const keep = (path: string) => `${path}${query ? `?${query}` : ''}`;
  return (
    <>
      <Head title={t('Declaraties en betalingen', 'Claims and payments')} lead={t('Wat gevraagd is, wat toegekend werd en wat betaalbaar is gesteld, tot op de cent.', 'What was asked, accepted and ordered to be paid, to the cent.')} />
      <Tabs label={t('Delen', 'Parts')} tabs={[{ title: t('Declaraties', 'Claims'), to: keep('/declaraties'), current: !first }, { title: t('Grootboek', 'Ledger'), to: keep('/declaraties/grootboek'), current: first === 'grootboek' }]} />
      <Choice month={!first} />
      {first ? <Ledger /> : <Claims />}
    </>
  );
}

function Choice({ month }: { month: boolean }) {
  const names = useNames();
  return (
    <Filters>
      {month && <DateFilter type="month" label={t('Maand van levering', 'Month of delivery')} param="maand" />}
      <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
      <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
    </Filters>
  );
}

/** The sums of the ledger: what was accepted, and what was ordered to be paid, which are always equal. */
export function Balance({ request }: { request: { municipality?: string; provider?: string; claim?: string } }) {
  const asked = useCall('Claims/GetLedgerBalance', request);
  const to = (path: string) => `${path}?${new URLSearchParams({ ...(request.municipality ? { gemeente: request.municipality } : {}), ...(request.provider ? { aanbieder: request.provider } : {}),
    ...(request.claim ? { declaratie: idOf(request.claim) } : {}) })}`;
  return (
    <Answered of={asked} lines={1}>
      {(balance) => {
        const whole = toNumber(balance.total?.cents) === 0 && toNumber(balance.accepted?.cents) === toNumber(balance.paid?.cents);
        return (
          <div class="tiles">
            <Tile title={t('Toegekend', 'Accepted')} value={formatMoney(balance.accepted ?? { cents: '0' })} to={to('/declaraties/grootboek')} />
            <Tile title={t('Betaalbaar gesteld', 'Ordered to be paid')} value={formatMoney(balance.paid ?? { cents: '0' })} to={to('/declaraties/grootboek')} />
            <Tile title={t('Het grootboek', 'The ledger')} value={<Badge tone={whole ? 'good' : 'bad'}>{whole ? t('sluit tot op de cent', 'balances to the cent') : t('sluit niet', 'does not balance')}</Badge>}
              note={t('toegekend is gelijk aan betaalbaar; alle boekingen samen zijn nul', 'accepted equals ordered; all postings sum to zero')} />
          </div>
        );
      }}
    </Answered>
  );
}

function Claims() {
  const names = useNames();
  const { params } = useAddress();
  const month = fromDay(`${params.get('maand') ?? ''}-01`);
  const who = { municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '' };
  const columns: Column<Claim>[] = [
    { key: 'nummer', oneLine: true, title: t('Declaratie', 'Claim'), path: 'claim_number', value: (one) => one.claimNumber ?? '', cell: (one) => <A to={pathTo('declaraties', idOf(one.name))}>{one.claimNumber}</A> },
    { key: 'aanbieder', title: t('Aanbieder', 'Provider'), path: 'provider', value: (one) => providerName(names, one.provider), cell: (one) => providerName(names, one.provider) },
    { key: 'maand', oneLine: true, title: t('Maand', 'Month'), path: 'period.start_date', value: (one) => toDay(one.period?.startDate), cell: (one) => formatMonth(one.period?.startDate) },
    { key: 'wet', title: t('Wet', 'Law'), path: 'law', value: (one) => lawTitle(one.law), cell: (one) => lawTitle(one.law) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality', value: (one) => municipalityName(names, one.municipality), cell: (one) => municipalityName(names, one.municipality) },
    { key: 'ingediend', title: t('Ingediend', 'Claimed'), path: 'submitted', cents: true, numeric: true, order: { down: { order: 'LARGEST' } }, value: (one) => toNumber(one.submitted?.cents), cell: (one) => formatMoney(one.submitted ?? { cents: '0' }) },
    { key: 'toegekend', title: t('Toegekend', 'Accepted'), path: 'accepted', cents: true, numeric: true, value: (one) => toNumber(one.accepted?.cents), cell: (one) => formatMoney(one.accepted ?? { cents: '0' }) },
    { key: 'regels', title: t('Regels afgewezen', 'Lines refused'), path: 'lines_refused', numeric: true, order: { down: { order: 'MOST_REFUSED' } }, value: (one) => one.linesRefused ?? 0,
      cell: (one) => ((one.linesRefused ?? 0) > 0 ? <A to={`${pathTo('declaraties', idOf(one.name))}?welke=afgewezen`}>{formatNumber(one.linesRefused)}</A> : '0') },
    { key: 'beoordeeld', oneLine: true, title: t('Beoordeeld', 'Judged'), path: 'create_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } }, value: (one) => one.createTime ?? '', cell: (one) => formatTime(one.createTime) },
    { key: 'staat', title: t('Staat', 'State'), path: 'state', value: (one) => claimState(one.state), cell: (one) => <Badge tone={one.state === 'REFUSED' ? 'bad' : 'good'}>{claimState(one.state)}</Badge> },
  ];
  return (
    <>
      <Balance request={who} />
      <Table method="Claims/ListClaims" request={{ ...who, ...(month ? { month } : {}) }} rows={(answer) => answer.claims} columns={columns} rowKey={(one) => one.name ?? ''}
        caption={t('Declaraties', 'Claims')} empty={t('Er zijn geen declaraties in deze keuze.', 'There are no claims in this choice.')} />
    </>
  );
}

function Ledger() {
  const names = useNames();
  const { params } = useAddress();
  const claim = params.get('declaratie');
  const request = { municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '', claim: claim ? `claims/${claim}` : '' };
  const columns: Column<claims.LedgerEntry>[] = [
    { key: 'boeking', title: t('Boeking', 'Posting'), path: 'posting', value: (one) => Number(idOf(one.posting)), cell: (one) => <code>{idOf(one.posting)}</code> },
    { key: 'soort', title: t('Soort', 'Kind'), path: 'kind', value: (one) => postingKind(one.kind), cell: (one) => postingKind(one.kind) },
    { key: 'rekening', title: t('Rekening', 'Account'), path: 'account.kind', value: (one) => accountKind(one.account?.kind), cell: (one) => <>{accountKind(one.account?.kind)}
      {one.account?.contract && <><br /><A to={pathTo('contract', idOf(one.account.contract))}>{idOf(one.account.contract)}</A></>}</> },
    { key: 'aanbieder', title: t('Aanbieder', 'Provider'), path: 'account.provider', value: (one) => providerName(names, one.account?.provider), cell: (one) => providerName(names, one.account?.provider) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'account.municipality', value: (one) => municipalityName(names, one.account?.municipality), cell: (one) => municipalityName(names, one.account?.municipality) },
    { key: 'waarvan', title: t('Waarvan', 'Of what'), path: 'claim', cell: (one) => <A to={pathTo('declaraties', idOf(one.claim))}>{one.line ? t(`regel ${one.line.split('/').pop()}`, `line ${one.line.split('/').pop()}`) : t('declaratie', 'claim')}</A> },
    { key: 'debet', title: t('Debet', 'Debit'), inFile: [['amount', t('Bedrag', 'Amount')]], cents: true, numeric: true, value: (one) => toNumber(one.amount?.cents), file: (one) => Math.max(0, toNumber(one.amount?.cents)), cell: (one) => (toNumber(one.amount?.cents) > 0 ? formatMoney(one.amount) : '') },
    { key: 'credit', title: t('Credit', 'Credit'), cents: true, numeric: true, value: (one) => -toNumber(one.amount?.cents), file: (one) => Math.max(0, -toNumber(one.amount?.cents)), cell: (one) => (toNumber(one.amount?.cents) < 0 ? formatMoney({ cents: String(-BigInt(one.amount!.cents ?? 0)) }) : '') },
    { key: 'wanneer', oneLine: true, title: t('Geboekt', 'Posted'), path: 'create_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } }, value: (one) => one.createTime ?? '', cell: (one) => formatTime(one.createTime) },
  ];
  return (
    <>
      {claim && <p class="hint">{t('Alleen de boekingen van één declaratie.', 'Only the postings of one claim.')} <A to="/declaraties/grootboek">{t('Toon alle', 'Show all')}</A></p>}
      <Balance request={request} />
      <Table method="Claims/ListLedgerEntries" request={request} rows={(answer) => answer.entries} columns={columns} rowKey={(one, at) => `${one.posting} ${at}`}
        caption={t('Boekingen', 'Postings')} empty={t('Er is nog niets geboekt in deze keuze.', 'Nothing was posted in this choice yet.')} />
    </>
  );
}

