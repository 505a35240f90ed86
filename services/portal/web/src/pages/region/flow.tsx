// The flow from inflow to outflow as a picture that one clicks through; the same numbers stand in the table below it.
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { followInside } from '../../parts/link.tsx';
import { formatDays, formatNumber, toNumber } from '../../words/format.ts';
import { kindTitle } from '../../words/titles.ts';

export interface FlowNumbers {
  inflow: number;
  waiting: number;
  waitingDays: number | undefined;
  inCare: number;
  outflow: number;
  returns: number;
  destinations: monitoring.FigureRow[];
}
export interface FlowAddresses {
  figure: (code: string, more?: Record<string, string>) => string;
}

interface Stage {
  key: string;
  name: string;
  number: number;
  /** Lines below the number. */
  notes: string[];
  to: string;
}

/** How thick the thickest band is drawn. */
const BAND_MOST = 72;
const BAND_LEAST = 3;
const BOX = { width: 178, height: 138 };
const GAP = 44;
const EDGE = 4;
/** Beside the last box: bands to where people went, and their names. */
const ENDS = { band: 64, name: 196, step: 33 };
const ENDS_MOST = 4;

export function stagesOf(n: FlowNumbers, at: FlowAddresses): Stage[] {
  return [
    { key: 'inflow', name: t('Instroom', 'Inflow'), number: n.inflow, notes: [t('verwezen in de periode', 'referred in the period')], to: at.figure('inflow', { per: 'KIND' }) },
    { key: 'waiting', name: t('Wachten', 'Waiting'), number: n.waiting, to: at.figure('waiting'),
      notes: [t('nu, hulp niet gestart', 'now, care not started'), ...(n.waitingDays === undefined ? [] : [t(`gemiddeld ${formatDays(n.waitingDays)}`, `${formatDays(n.waitingDays)} on average`)])] },
    { key: 'care', name: t('In zorg', 'In care'), number: n.inCare, notes: [t('nu, begonnen', 'now, begun'), t('voor deze maand', 'before this month')], to: at.figure('through_flow') },
    { key: 'outflow', name: t('Uitstroom', 'Outflow'), number: n.outflow, notes: [t('in de periode', 'in the period')], to: at.figure('outflow', { per: 'KIND' }) },
  ];
}

interface End { name: string; number: number }
/** Where people went, most first; what does not fit is taken together. */
export function endsOf(rows: monitoring.FigureRow[]): End[] {
  const ends = rows.map((row) => ({ name: kindTitle('outflow', row.kind), number: toNumber(row.value) })).sort((a, b) => b.number - a.number);
  if (ends.length <= ENDS_MOST) return ends;
  const rest = ends.slice(ENDS_MOST - 1).reduce((sum, one) => sum + one.number, 0);
  return [...ends.slice(0, ENDS_MOST - 1), { name: t('elders', 'elsewhere'), number: rest }];
}

export function Flow({ numbers, at, tall }: { numbers: FlowNumbers; at: FlowAddresses; tall: boolean }) {
  const stages = stagesOf(numbers, at);
  const most = Math.max(1, ...stages.map((stage) => stage.number));
  const thickness = (number: number) => (number === 0 ? BAND_LEAST : Math.max(BAND_LEAST, (number / most) * BAND_MOST));
  const returns = numbers.returns > 0 && !tall;
  const top = returns ? 54 : EDGE;
  const size = { width: tall ? 2 * BOX.width : BOX.width, height: BOX.height };
  const place = (i: number) => (tall ? { x: EDGE, y: EDGE + i * (BOX.height + GAP) } : { x: EDGE + i * (BOX.width + GAP), y: top });
  const ends = endsOf(numbers.destinations);
  const last = place(3);
  const width = tall ? 2 * EDGE + size.width : last.x + BOX.width + EDGE + (ends.length > 0 ? ENDS.band + ENDS.name : 0);
  const height = tall ? last.y + BOX.height + EDGE + (ends.length > 0 ? 20 + ends.length * ENDS.step : 0) : top + BOX.height + EDGE;
  const going = Math.max(1, numbers.outflow);
  return (
    <svg class={tall ? 'flow flow--tall' : 'flow'} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('De stroom van instroom naar uitstroom; elk vak is een koppeling', 'The flow from inflow to outflow; each box is a link')}>
      {stages.slice(0, -1).map((stage, i) => <Band key={stage.key} from={middleOf(place(i), size, tall, true)} to={middleOf(place(i + 1), size, tall, false)} before={thickness(stage.number)} after={thickness(stages[i + 1]!.number)} tall={tall} />)}
      {!tall && ends.map((end, i) => {
        const whole = thickness(numbers.outflow);
        const part = (number: number) => Math.max(BAND_LEAST / 2, (number / going) * whole);
        const above = ends.slice(0, i).reduce((sum, one) => sum + part(one.number), 0);
        const from = { x: last.x + BOX.width, y: top + BOX.height / 2 - whole / 2 + above + part(end.number) / 2 };
        return <Band key={end.name} from={from} to={{ x: from.x + ENDS.band, y: endAt(i, ends.length, top) }} before={part(end.number)} after={part(end.number)} tall={false} />;
      })}
      {returns && (
        <a href={at.figure('returns')} onClick={(event) => followInside(event, at.figure('returns'))}>
          <path class="flow-back" d={`M${last.x + BOX.width / 2} ${top}C${last.x + BOX.width / 2} 6 ${last.x} 14 ${last.x - BOX.width / 2} 14H${place(0).x + BOX.width}C${place(0).x + BOX.width / 2} 14 ${place(0).x + BOX.width / 2} 30 ${place(0).x + BOX.width / 2} ${top - 3}`} />
          <path class="flow-head" d={`M${place(0).x + BOX.width / 2} ${top}l-6 -11h12Z`} />
          <text class="flow-note" x={(place(0).x + last.x + BOX.width) / 2} y={33} text-anchor="middle">{formatNumber(numbers.returns)} {t('keerden terug in de hulp', 'returned to care')}</text>
        </a>
      )}
      {stages.map((stage, i) => (
        <a key={stage.key} href={stage.to} onClick={(event) => followInside(event, stage.to)} aria-label={`${stage.name}: ${formatNumber(stage.number)}, ${stage.notes.join(', ')}`}>
          <rect class={`flow-box flow-box--${stage.key}`} {...place(i)} {...size} rx={10} />
          <text class="flow-name" x={place(i).x + 14} y={place(i).y + 30}>{stage.name}</text>
          <text class="flow-number" x={place(i).x + 14} y={place(i).y + 74}>{formatNumber(stage.number)}</text>
          {stage.notes.map((note, line) => <text key={note} class="flow-note" x={place(i).x + 14} y={place(i).y + 101 + line * 20}>{note}</text>)}
        </a>
      ))}
      {ends.map((end, i) => {
        const to = at.figure('outflow', { per: 'KIND' });
        return (
          <a key={end.name} href={to} onClick={(event) => followInside(event, to)}>
            <text class="flow-end" x={tall ? EDGE + 14 : last.x + BOX.width + ENDS.band + 10} y={tall ? last.y + BOX.height + 28 + i * ENDS.step : endAt(i, ends.length, top) + 5}>
              <tspan class="flow-end-number">{formatNumber(end.number)}</tspan> {end.name}</text>
          </a>
        );
      })}
    </svg>
  );
}

/** The ends stand about the middle of the last box. */
const endAt = (i: number, count: number, top: number): number => top + BOX.height / 2 + (i - (count - 1) / 2) * ENDS.step;

type Point = { x: number; y: number };
/** The middle of the side at which a band leaves, or comes in. */
const middleOf = (box: Point, size: { width: number; height: number }, tall: boolean, leaves: boolean): Point => (tall
  ? { x: box.x + size.width / 2, y: box.y + (leaves ? size.height : 0) } : { x: box.x + (leaves ? size.width : 0), y: box.y + size.height / 2 });

/** A band from one point to another, as thick as what stands at each. */
function Band({ from, to, before, after, tall }: { from: Point; to: Point; before: number; after: number; tall: boolean }) {
  const [b, a] = [before / 2, after / 2];
  if (tall) {
    const middle = (from.y + to.y) / 2;
    return <path class="flow-band" d={`M${from.x - b} ${from.y}C${from.x - b} ${middle} ${to.x - a} ${middle} ${to.x - a} ${to.y}L${to.x + a} ${to.y}C${to.x + a} ${middle} ${from.x + b} ${middle} ${from.x + b} ${from.y}Z`} />;
  }
  const middle = (from.x + to.x) / 2;
  return <path class="flow-band" d={`M${from.x} ${from.y - b}C${middle} ${from.y - b} ${middle} ${to.y - a} ${to.x} ${to.y - a}L${to.x} ${to.y + a}C${middle} ${to.y + a} ${middle} ${from.y + b} ${from.x} ${from.y + b}Z`} />;
}
