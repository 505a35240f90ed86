// One claim with its lines: what was asked, what was decided, on what and why.
import { idOf, pathTo, useAddress } from '../address.ts';
import type { claims } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { Filter, Filters } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { municipalityName, productName, providerName, useNames } from '../parts/names.tsx';
import { Badge, Notice } from '../parts/notice.tsx';
import { Facts, Head, Section, Tile } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { formatAmount, formatDate, formatMoney, formatNumber, formatPeriod, formatTime, toNumber } from '../words/format.ts';
import { lawTitle, lineState, remarkTitle } from '../words/titles.ts';
import { Balance } from './claims_page.tsx';

type Line = claims.ClaimLine;

export function ClaimPage({ id }: { id: string }) {
  const names = useNames();
  const asked = useCall('Claims/GetClaim', { name: `claims/${id}` });
  return (
    <Answered of={asked} lines={8} page>
      {(claim) => (
        <>
          <Head title={`${t('Declaratie', 'Claim')} ${claim.claimNumber}`} trail={[{ title: t('Declaraties', 'Claims'), to: '/declaraties' }]}
            lead={<>{providerName(names, claim.provider)} · {municipalityName(names, claim.municipality)} · {formatPeriod(claim.period)}</>} />
          {claim.state === 'REFUSED' && (
            <Notice tone="error" title={t('Deze declaratie is in haar geheel geweigerd; er is niets van verwerkt', 'This claim was refused as a whole; nothing of it was processed')}>
              <ul>{(claim.verdicts ?? []).map((one, at) => <li key={at}>{one.explanation} ({one.rule}, {one.returnCode})</li>)}</ul>
            </Notice>
          )}
          <div class="tiles">
            <Tile title={t('Ingediend', 'Claimed')} value={formatMoney(claim.submitted ?? { cents: '0' })} note={`${formatNumber((claim.linesAccepted ?? 0) + (claim.linesRefused ?? 0))} ${t('regels', 'lines')}`} />
            <Tile title={t('Regels toegekend', 'Lines accepted')} value={formatNumber(claim.linesAccepted)} to={pathTo('declaraties', id)} />
            <Tile title={t('Regels afgewezen', 'Lines refused')} value={formatNumber(claim.linesRefused)} to={`${pathTo('declaraties', id)}?welke=afgewezen`} tone={(claim.linesRefused ?? 0) > 0 ? 'tile--late' : ''} />
          </div>
          <Balance request={{ claim: claim.name }} />
          <div class="card"><Facts of={[[t('Wet', 'Law'), lawTitle(claim.law)], [t('Dagtekening', 'Date'), formatDate(claim.claimDate)], [t('Beoordeeld', 'Judged'), formatTime(claim.createTime)],
            ...(claim.message ? [[t('Bericht', 'Message'), <A to={pathTo('berichten', idOf(claim.message))}>{t('naar het bericht', 'to the message')}</A>] as [string, preact.ComponentChildren]] : [])]} /></div>
          <Lines claim={claim.name ?? ''} />
        </>
      )}
    </Answered>
  );
}

function Lines({ claim }: { claim: string }) {
  const names = useNames();
  const { params } = useAddress();
  const columns: Column<Line>[] = [
    { key: 'regel', oneLine: true, title: t('Regel', 'Line'), path: 'submitted.reference', value: (one) => one.submitted?.reference ?? '', cell: (one) => <code>{one.submitted?.reference}</code> },
    { key: 'product', title: t('Product', 'Product'), path: 'submitted.product.code', value: (one) => productName(names, one.submitted?.product?.code), cell: (one) => <>{productName(names, one.submitted?.product?.code)}
      <br /><span class="hint">{formatPeriod(one.submitted?.period)} · {formatAmount(one.submitted?.volume?.amount, one.submitted?.volume?.unit)}</span></> },
    { key: 'ingediend', title: t('Ingediend', 'Claimed'), inFile: [['submitted.amount.cents', t('Ingediend in centen', 'Claimed in cents')], ['submitted.amount.credit', t('Is een credit', 'Is a credit')]], cents: true, numeric: true, order: { up: { order: 'SMALLEST' }, down: { order: 'LARGEST' } }, value: (one) => toNumber(one.submitted?.amount?.cents), cell: (one) => formatMoney({ cents: (one.submitted?.amount?.credit ? '-' : '') + (one.submitted?.amount?.cents ?? '0') }) },
    { key: 'toegekend', title: t('Toegekend', 'Accepted'), path: 'accepted', cents: true, numeric: true, value: (one) => toNumber(one.accepted?.cents), cell: (one) => formatMoney(one.accepted ?? { cents: '0' }) },
    { key: 'oordeel', title: t('Oordeel', 'Verdict'), path: 'state', value: (one) => lineState(one.state), cell: (one) => <Badge tone={one.state === 'REFUSED' ? 'bad' : 'good'}>{lineState(one.state)}</Badge> },
    { key: 'waarom', title: t('Waarom', 'Why'), path: 'explanation', value: (one) => one.explanation ?? '', cell: (one) => <Why line={one} /> },
  ];
  return (
    <Section title={t('Regels', 'Lines')}>
      <Filters><Filter label={t('Welke', 'Which')} param="welke" all={t('alle', 'all')} options={[{ value: 'afgewezen', title: t('alleen afgewezen', 'refused only') }]} /></Filters>
      <Table method="Claims/ListClaimLines" request={{ claim, refusedOnly: params.get('welke') === 'afgewezen' }} rows={(answer) => answer.lines} columns={columns}
        rowKey={(one) => one.name ?? ''} caption={t('Regels van de declaratie', 'Lines of the claim')} empty={t('Er zijn geen regels in deze keuze.', 'There are no lines in this choice.')} />
    </Section>
  );
}

function Why({ line }: { line: Line }) {
  return (
    <>
      {line.state === 'REFUSED' && <ul class="plain">{(line.verdicts ?? []).map((one, at) => <li key={at}>{one.explanation} <span class="hint">({one.returnCode})</span></li>)}</ul>}
      {line.state !== 'REFUSED' && <span class="hint">{line.explanation}</span>}
      {(line.remarks ?? []).map((remark) => <p key={remark}><Badge tone="soon">{remarkTitle(remark)}</Badge></p>)}
      {line.contract && <p class="hint"><A to={pathTo('contract', idOf(line.contract))}>{t('contract', 'contract')} {idOf(line.contract)}</A>{line.tariff?.amount && <> · {t('tarief', 'tariff')} {formatMoney(line.tariff.amount)}</>}</p>}
    </>
  );
}
