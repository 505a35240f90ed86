// The way of a route, step by step in the order in which it was gone, where it is, and where it can go from there.
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { formatDay } from '../../words/format.ts';
import { readDot, type Diagram } from './dot.ts';

interface Step {
  state: string;
  /** When it came there. */
  time: string;
}

/** A state that was left and come back to is a step each time; staying in one is one step. */
export function stepsOf(entries: orchestrator.TimelineEntry[]): Step[] {
  const steps: Step[] = [];
  for (const entry of entries) {
    if (!entry.part && entry.toState && entry.toState !== steps.at(-1)?.state) steps.push({ state: entry.toState, time: entry.time ?? '' });
  }
  return steps;
}

/** The states that the definition lets come after this one, each once; without those that any state can go to. */
export function nextOf(diagram: Diagram, state: string): { id: string; title: string; final: boolean }[] {
  const ids = new Set(diagram.edges.filter((edge) => edge.from === `main.${state}` && edge.to !== edge.from).map((edge) => edge.to));
  return diagram.nodes.filter((node) => ids.has(node.id)).map(({ id, title, final }) => ({ id, title, final }));
}

export function Steps({ dot, route }: { dot: string; route: orchestrator.Route }) {
  const diagram = readDot(dot);
  const titleOf = (state: string) => diagram.nodes.find((node) => node.id === `main.${state}`)?.title ?? state;
  const steps = stepsOf(route.timeline ?? []);
  const next = route.closed ? [] : nextOf(diagram, route.state ?? '');
  return (
    <>
      <ol class="steps" aria-label={t('De weg tot nu', 'The way until now')}>
        {steps.map((step, at) => (
          <li key={at} class={at === steps.length - 1 ? 'step step--now' : 'step'} aria-current={at === steps.length - 1 ? 'step' : undefined}>
            <span class="step-name">{titleOf(step.state)}</span><span class="step-when">{at === steps.length - 1 && !route.closed ? t(`nu, sinds ${formatDay(step.time)}`, `now, since ${formatDay(step.time)}`) : formatDay(step.time)}</span>
          </li>
        ))}
      </ol>
      {next.length > 0 && (
        <>
          <p class="hint" id="hierna">{t('Wat hierna kan', 'What can come next')}</p>
          <ul class="steps steps--next" aria-labelledby="hierna">{next.map((one) => <li key={one.id} class={one.final ? 'step step--final' : 'step'}><span class="step-name">{one.title}</span></li>)}</ul>
        </>
      )}
    </>
  );
}
