// The one chart: bars or lines over months or kinds, with its table and its definition beside it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../language.ts';
import { formatNumber } from '../words/format.ts';
import { A } from './link.tsx';

export interface Series {
  title: string;
  values: (number | undefined)[];
}
/** Between what each value lies. */
export interface Band {
  title: string;
  low: (number | undefined)[];
  high: (number | undefined)[];
}
interface Props {
  title: string;
  kind: 'bars' | 'lines';
  /** Along the axis. */
  labels: string[];
  series: Series[];
  band?: Band;
  /** What is counted, in words. */
  definition: ComponentChildren;
  format?: (value: number) => string;
  /** A level to compare with: a ceiling, a target. */
  level?: { value: number; title: string };
  /** What a row of the table leads to. */
  to?: (at: number) => string | undefined;
  labelTitle?: string;
}

const WIDTH = 500;
const HEIGHT = 250;
const LEFT = 66;
const BOTTOM = 30;
const TOP = 18;
/** So wide is a bar that stands before another, of that other. */
const BEFORE = 0.45;
/** So many times the largest value is out of sight. */
const LEVEL_FAR = 4;

/** Round steps that the eye can count: 1, 2 or 5 times a power of ten. */
export function ticks(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!;
  const whole = Math.max(1, step);
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, i) => i * whole);
}

export function Chart(props: Props) {
  const { title, definition, format = formatNumber, series, labels } = props;
  const id = useId();
  return (
    <figure class="figure" aria-labelledby={id}>
      <div>
        <p class="figure-title" id={id}>{title}</p>
        <Picture {...props} format={format} />
        {series.length > 1 && (
          <ul class="series-keys">{series.map((one, at) => <li key={one.title}><span class={`series-key s${(at % 6) + 1}`} aria-hidden="true" />{one.title}</li>)}</ul>
        )}
      </div>
      <div class="figure-side">
        <figcaption>{definition}</figcaption>
        <div class="utrecht-table-container table-scroll" role="region" tabIndex={0} aria-label={t(`Tabel bij ${title}`, `Table of ${title}`)}>
          <table class="utrecht-table table table--small">
            <thead><tr><th scope="col" class="utrecht-table__header-cell">{props.labelTitle ?? t('Maand', 'Month')}</th>
              {series.map((one) => <th key={one.title} scope="col" class="utrecht-table__header-cell numeric">{one.title}</th>)}
              {props.band && <th scope="col" class="utrecht-table__header-cell numeric">{props.band.title}</th>}</tr></thead>
            <tbody>
              {labels.map((label, at) => (
                <tr key={label} class="utrecht-table__row"><th scope="row" class="utrecht-table__cell">{props.to?.(at) ? <A to={props.to(at)!}>{label}</A> : label}</th>
                  {series.map((one) => <td key={one.title} class="utrecht-table__cell numeric">{one.values[at] === undefined ? '–' : format(one.values[at]!)}</td>)}
                  {props.band && <td class="utrecht-table__cell numeric">{props.band.low[at] === undefined ? '–' : `${format(props.band.low[at]!)} – ${format(props.band.high[at] ?? 0)}`}</td>}</tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </figure>
  );
}

function Picture({ kind, labels, series, band, format, level, title }: Props & { format: (value: number) => string }) {
  const values = Math.max(0, ...(band?.high.map((value) => value ?? 0) ?? []), ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
  // A level far above would press all values to the ground: then it is said and not drawn.
  const far = level !== undefined && values > 0 && level.value > values * LEVEL_FAR;
  const most = far ? values : Math.max(values, level?.value ?? 0);
  const marks = ticks(most);
  const top = marks.at(-1) ?? 1;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.max(0, value) / top);
  const step = (WIDTH - LEFT) / Math.max(1, labels.length);
  // What was and what is expected stand on one place, the first before the others; else bars stand beside each other.
  const alone = band !== undefined || labels.every((_, at) => series.filter((one) => one.values[at] !== undefined).length <= 1);
  const beside = alone ? 1 : series.length;
  const every = Math.max(1, Math.ceil(labels.length / 6));
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t(`${title}; de cijfers staan in de tabel ernaast`, `${title}; the numbers are in the table beside`)}>
      {marks.map((mark) => (
        <g key={mark}><line x1={LEFT} x2={WIDTH} y1={y(mark)} y2={y(mark)} class={mark === 0 ? 'axis' : 'grid'} />
          <text x={LEFT - 8} y={y(mark) + 4} text-anchor="end">{format(mark)}</text></g>
      ))}
      {labels.map((label, at) => at % every === 0 && <text key={label} x={LEFT + step * (at + 0.5)} y={HEIGHT - 8} text-anchor="middle">{label}</text>)}
      {kind === 'bars' ? [...series.entries()].reverse().flatMap(([place, one]) => one.values.map((value, at) => {
        if (value === undefined && alone) return null;
        const before = alone && place === 0 && series.some((other) => other !== one && other.values[at] !== undefined);
        const width = Math.min(46, (step * 0.7) / beside) * (before ? BEFORE : 1);
        const left = LEFT + step * (at + 0.5) - (width * beside) / 2 + (alone ? 0 : width * place);
        return <rect key={`${place} ${at}`} class={`s${(place % 6) + 1}`} x={left} width={Math.max(1, width - 2)} y={y(value ?? 0)} height={Math.max(0, y(0) - y(value ?? 0))} rx={2} />;
      })) : series.map((one, place) => (
        <g key={one.title} class={`s${(place % 6) + 1}`}>
          <path class="line" d={lineOf(one.values, (at) => LEFT + step * (at + 0.5), y)} />
          {one.values.map((value, at) => value !== undefined && <circle key={at} cx={LEFT + step * (at + 0.5)} cy={y(value)} r={3.2} />)}
        </g>
      ))}
      {band?.high.map((high, at) => high !== undefined && (
        <path key={at} class="band" d={`M${LEFT + step * (at + 0.5)} ${y(band.low[at] ?? 0)}V${y(high)}m-5 0h10M${LEFT + step * (at + 0.5) - 5} ${y(band.low[at] ?? 0)}h10`} />
      ))}
      {far && <text x={WIDTH} y={TOP - 2} text-anchor="end" class="far">{level.title}: {format(level.value)} ↑</text>}
      {level && level.value > 0 && !far && (
        <g><line x1={LEFT} x2={WIDTH} y1={y(level.value)} y2={y(level.value)} class="mark-line" />
          <text x={WIDTH} y={y(level.value) - 6} text-anchor="end">{level.title}</text></g>
      )}
    </svg>
  );
}

/** A line that breaks where there is nothing. */
export function lineOf(values: (number | undefined)[], x: (at: number) => number, y: (value: number) => number): string {
  return values.map((value, at) => value === undefined ? '' : `${at === 0 || values[at - 1] === undefined ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}
