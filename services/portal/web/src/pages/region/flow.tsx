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
  note: string;
  to: string;
  late?: boolean;
}

/** How thick the thickest band is drawn. */
const BAND_MOST = 64;
const BAND_LEAST = 5;
const BOX = { width: 216, height: 138 };
const GAP = 44;

export function stagesOf(n: FlowNumbers, at: FlowAddresses): Stage[] {
  return [
    { key: 'inflow', name: t('Instroom', 'Inflow'), number: n.inflow, note: t('verwezen in de periode', 'referred in the period'), to: at.figure('inflow', { per: 'KIND' }) },
    { key: 'waiting', name: t('Wachten', 'Waiting'), number: n.waiting, to: at.figure('waiting'),
      note: n.waitingDays === undefined ? t('nu, zonder gestarte hulp', 'now, care not started') : t(`nu; gemiddeld ${formatDays(n.waitingDays)}`, `now; ${formatDays(n.waitingDays)} on average`) },
    { key: 'care', name: t('Zorg loopt', 'In care'), number: n.inCare, note: t('nu, al voor deze maand', 'now, since before this month'), to: at.figure('through_flow') },
    { key: 'outflow', name: t('Uitstroom', 'Outflow'), number: n.outflow, note: t('in de periode', 'in the period'), to: at.figure('outflow', { per: 'KIND' }) },
  ];
}

export function Flow({ numbers, at, tall }: { numbers: FlowNumbers; at: FlowAddresses; tall: boolean }) {
  const stages = stagesOf(numbers, at);
  const most = Math.max(1, ...stages.map((stage) => stage.number));
  const thickness = (number: number) => (number === 0 ? BAND_LEAST : Math.max(BAND_LEAST, (number / most) * BAND_MOST));
  const top = numbers.returns > 0 ? 62 : 12;
  const place = (i: number) => (tall ? { x: 12, y: 12 + i * (BOX.height + GAP) } : { x: 12 + i * (BOX.width + GAP), y: top });
  const destinations = [...numbers.destinations].sort((a, b) => toNumber(b.value) - toNumber(a.value)).slice(0, 4);
  const width = tall ? 2 * 12 + BOX.width * 1.7 : 24 + 4 * BOX.width + 3 * GAP + (destinations.length > 0 ? 230 : 0);
  const height = tall ? 24 + 4 * BOX.height + 3 * GAP + destinations.length * 30 + 30 : top + BOX.height + 14;
  return (
    <svg class="flow" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('De stroom van instroom naar uitstroom; elk vak is een koppeling', 'The flow from inflow to outflow; each box is a link')}>
      {stages.slice(0, -1).map((stage, i) => <Band key={stage.key} from={place(i)} to={place(i + 1)} before={thickness(stage.number)} after={thickness(stages[i + 1]!.number)} tall={tall} />)}
      {numbers.returns > 0 && !tall && (
        <a href={at.figure('returns')} onClick={(event) => followInside(event, at.figure('returns'))}>
          <path class="flow-back" d={`M${place(3).x + BOX.width / 2} ${top} C${place(3).x} 4 ${place(0).x + BOX.width} 4 ${place(0).x + BOX.width / 2} 60`} />
          <text class="flow-note" x={(place(0).x + place(3).x + BOX.width) / 2} y={14} text-anchor="middle">{formatNumber(numbers.returns)} {t('keerden terug', 'returned')}</text>
        </a>
      )}
      {stages.map((stage, i) => (
        <a key={stage.key} href={stage.to} onClick={(event) => followInside(event, stage.to)} aria-label={`${stage.name}: ${formatNumber(stage.number)}, ${stage.note}`}>
          <rect class="flow-box" {...place(i)} width={tall ? BOX.width * 1.7 : BOX.width} height={BOX.height} rx={12} />
          <text class="flow-name" x={place(i).x + 18} y={place(i).y + 36}>{stage.name}</text>
          <text class="flow-number" x={place(i).x + 18} y={place(i).y + 82}>{formatNumber(stage.number)}</text>
          <text class="flow-note" x={place(i).x + 18} y={place(i).y + 114}>{stage.note}</text>
        </a>
      ))}
      {destinations.map((row, i) => {
        const end = place(3);
        const x = tall ? end.x + 18 : end.x + BOX.width + 24;
        const y = tall ? end.y + BOX.height + 34 + i * 30 : end.y + 22 + i * 30;
        return <text key={row.kind} class="flow-note" x={x} y={y}>{tall ? '' : '→ '}{kindTitle('outflow', row.kind)} · {formatNumber(row.value)}</text>;
      })}
    </svg>
  );
}

type Point = { x: number; y: number };

/** A band from one box to the next, as thick as what stands in each. */
function Band({ from, to, before, after, tall }: { from: Point; to: Point; before: number; after: number; tall: boolean }) {
  if (tall) {
    const x = from.x + (BOX.width * 1.7) / 2;
    const [y1, y2] = [from.y + BOX.height, to.y];
    const middle = (y1 + y2) / 2;
    return <path class="flow-band" d={`M${x - before / 2} ${y1}C${x - before / 2} ${middle} ${x - after / 2} ${middle} ${x - after / 2} ${y2}L${x + after / 2} ${y2}C${x + after / 2} ${middle} ${x + before / 2} ${middle} ${x + before / 2} ${y1}Z`} />;
  }
  const y = from.y + BOX.height / 2;
  const [x1, x2] = [from.x + BOX.width, to.x];
  const middle = (x1 + x2) / 2;
  return <path class="flow-band" d={`M${x1} ${y - before / 2}C${middle} ${y - before / 2} ${middle} ${y - after / 2} ${x2} ${y - after / 2}L${x2} ${y + after / 2}C${middle} ${y + after / 2} ${middle} ${y + before / 2} ${x1} ${y + before / 2}Z`} />;
}
