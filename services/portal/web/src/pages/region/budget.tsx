// What runs out of budget: contracts whose year is expected to come near or over their ceiling.
import { idOf, pathTo } from '../../address.ts';
import { call } from '../../api/client.ts';
import type { contracting } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { A } from '../../parts/link.tsx';
import { Meter } from '../../parts/meter.tsx';
import { providerName, useNames } from '../../parts/names.tsx';
import { Badge, Empty } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has } from '../../session.ts';
import { formatDate, formatEuros, toNumber } from '../../words/format.ts';
import { percentOf } from '../spend.ts';

/** From this percentage of its ceiling that a contract's year is expected to take, it is shown. */
const NEAR_PERCENT = 90;
const SHOWN_MOST = 6;

export function Budget({ municipality }: { municipality?: string }) {
  const session = useSession();
  const names = useNames();
  const now = useNow();
  const year = now.getFullYear();
  const seesSpend = has(session, 'contract-manager', 'access-manager', 'access-professional');
  const asked = useAsked(seesSpend ? `budget ${municipality} ${year}` : null, async (signal) => {
    const { rows } = await callAll('Contracting/ListContracts', { municipality: municipality ?? '' }, 'contracts', signal);
    const bounded = (rows as contracting.Contract[]).filter((one) => one.yearlyCeiling);
    const ahead = await Promise.all(bounded.map((one) => call('Monitoring/GetForecast', { contract: one.name, year }, { signal })));
    return bounded.map((contract, at) => ({ contract, ahead: ahead[at]! }));
  });
  if (!seesSpend) return null;
  return (
    <Section title={t('Wat raakt door zijn budget', 'What runs out of budget')} tools={<A to="/contract">{t('Alle contracten', 'All contracts')}</A>}
      hint={t('Contracten waarvan het jaar naar verwachting op of boven negen tiende van het plafond uitkomt; op het contract staat hoe dat is berekend.',
        'Contracts whose year is expected to come to nine tenths of its ceiling or more; the contract says how that was found.')}>
      <Answered of={asked} lines={2}>
        {(all) => {
          const near = all.filter((one) => one.ahead.expected).map((one) => {
            const ceiling = BigInt(one.contract.yearlyCeiling!.cents ?? 0);
            return { ...one, ceiling, percent: percentOf(BigInt(one.ahead.expected!.cents ?? 0), ceiling) };
          }).filter((one) => one.percent >= NEAR_PERCENT).sort((a, b) => b.percent - a.percent).slice(0, SHOWN_MOST);
          if (near.length === 0) return <Empty>{t('Geen contract komt dit jaar naar verwachting bij zijn plafond.', 'No contract is expected to reach its ceiling this year.')}</Empty>;
          return (
            <ul class="cards">{near.map(({ contract, ceiling, ahead, percent }) => (
              <li class="card card--link" key={contract.name}>
                <A to={pathTo('contract', idOf(contract.name))}>{providerName(names, contract.provider)}</A><span class="hint">{contract.lot}</span>
                <Meter value={toNumber(ahead.expected?.cents)} of={Number(ceiling)} text={t(`verwacht ${formatEuros(ahead.expected?.cents)} van ${formatEuros(String(ceiling))}`, `expected ${formatEuros(ahead.expected?.cents)} of ${formatEuros(String(ceiling))}`)} />
                <span><Badge tone={percent > 100 ? 'late' : 'soon'}>{percent} %</Badge> {ahead.ceilingDate && <span class="hint">{t('bereikt op', 'reached on')} {formatDate(ahead.ceilingDate)}</span>}</span>
              </li>
            ))}</ul>
          );
        }}
      </Answered>
    </Section>
  );
}
