// The flow with its numbers, for a region or a municipality.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useAsked } from '../../parts/answer.tsx';
import { A } from '../../parts/link.tsx';
import { Notice } from '../../parts/notice.tsx';
import { formatNumber, toNumber } from '../../words/format.ts';
import { figureAddress, type Scope } from '../figures/figure_tiles.tsx';
import type { Months } from '../figures/period.ts';
import { Flow, stagesOf, type FlowNumbers } from './flow.tsx';

/** Below this width boxes beside each other can no longer be read. */
const NARROW = '(max-width: 48rem)';

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const read = () => setNarrow(query.matches);
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }, []);
  return narrow;
}

async function askFlow(scope: Scope, months: Months, signal: AbortSignal): Promise<{ numbers: FlowNumbers; rebuilding: boolean }> {
  const ask = (figure: string, by: monitoring.Division[] = [], now = false) =>
    call('Monitoring/ListFigures', { figure, ...scope, from: now ? months.until : months.from, until: months.until, by }, { signal });
  const [inflow, waiting, days, care, outflow, kinds, returns] = await Promise.all([ask('inflow'), ask('waiting', [], true), ask('waiting_days', [], true),
    ask('through_flow', [], true), ask('outflow'), ask('outflow', ['KIND']), ask('returns')]);
  const one = (answer: monitoring.ListFiguresResponse) => toNumber(answer.rows?.at(-1)?.value);
  return { rebuilding: inflow.rebuilding ?? false, numbers: { inflow: one(inflow), waiting: one(waiting), waitingDays: days.rows?.length ? one(days) : undefined, inCare: one(care),
    outflow: one(outflow), returns: one(returns), destinations: kinds.rows ?? [] } };
}

export function FlowPart({ months, ...scope }: { months: Months } & Scope) {
  const tall = useNarrow();
  const asked = useAsked(JSON.stringify(['flow', scope, months]), (signal) => askFlow(scope, months, signal));
  const at = { figure: (code: string, more?: Record<string, string>) => figureAddress(code, scope, months, more) };
  return (
    <Answered of={asked} lines={5}>
      {({ numbers, rebuilding }) => (
        <div class="card">
          {rebuilding && <Notice tone="warning">{t('De cijfers worden opnieuw geteld en zijn nog niet volledig.', 'Figures are being counted anew and are not complete yet.')}</Notice>}
          <Flow numbers={numbers} at={at} tall={tall} />
          <details>
            <summary>{t('Dezelfde cijfers als tabel', 'The same numbers as a table')}</summary>
            <table class="utrecht-table table table--small">
              <thead><tr><th scope="col" class="utrecht-table__header-cell">{t('Stap', 'Step')}</th><th scope="col" class="utrecht-table__header-cell numeric">{t('Clientroutes', 'Client routes')}</th></tr></thead>
              <tbody>{stagesOf(numbers, at).map((stage) => (
                <tr key={stage.key}><th scope="row" class="utrecht-table__cell"><A to={stage.to}>{stage.name}</A> <span class="hint">{stage.notes.join(', ')}</span></th><td class="utrecht-table__cell numeric">{formatNumber(stage.number)}</td></tr>
              ))}
                <tr><th scope="row" class="utrecht-table__cell"><A to={at.figure('returns')}>{t('Terugkeer', 'Returns')}</A></th><td class="utrecht-table__cell numeric">{formatNumber(numbers.returns)}</td></tr>
              </tbody>
            </table>
          </details>
        </div>
      )}
    </Answered>
  );
}
