// Figures at a glance, each leading to itself.
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useAsked, useCall } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { Notice } from '../../parts/notice.tsx';
import { Tile } from '../../parts/page.tsx';
import { formatDays, formatEuros, formatNumber, formatShare, formatTenths, toNumber } from '../../words/format.ts';
import { monthsOf, type Months } from './period.ts';

type Definition = monitoring.FigureDefinition;

export interface Scope {
  municipality?: string;
  provider?: string;
  product?: string;
}
export interface FigureValue {
  value: number;
  /** Nothing was counted: not the same as none. */
  none: boolean;
  rebuilding: boolean;
}

/** One number a figure: of what happens, over the months; of a standing, at the last of them. */
export async function askFigures(figures: Definition[], scope: Scope, months: Months, signal: AbortSignal): Promise<Map<string, FigureValue>> {
  const answers = await Promise.all(figures.map((one) => call('Monitoring/ListFigures', { figure: one.figure, ...scope, until: months.until,
    from: one.standing ? months.until : months.from }, { signal })));
  return new Map(answers.map((answer, at) => {
    const rows = answer.rows ?? [];
    return [figures[at]!.figure ?? '', { value: toNumber(rows.at(-1)?.value), none: rows.length === 0, rebuilding: answer.rebuilding ?? false }];
  }));
}

export function figureAddress(figure: string, scope: Scope, months: Months, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({ van: months.van, tot: months.tot, ...(scope.municipality ? { gemeente: scope.municipality } : {}),
    ...(scope.provider ? { aanbieder: scope.provider } : {}), ...(scope.product ? { product: scope.product } : {}), ...more });
  return `/figuren/${figure}?${params}`;
}

export function showValue(definition: Definition, found: FigureValue): string {
  const share = definition.unit === 'BASIS_POINTS';
  if (found.none) return definition.measure === 'AVERAGE' || share ? '–' : '0';
  if (share) return formatShare(found.value);
  if (definition.unit === 'TENTHS_OF_PERSONS') return formatTenths(found.value);
  if (definition.unit === 'DAYS') return formatDays(found.value);
  return definition.unit === 'CENTS' ? formatEuros(found.value) : formatNumber(found.value);
}

export function FigureTiles({ figures, ...scope }: { figures: string[] } & Scope) {
  const { params } = useAddress();
  const months = monthsOf(params, useNow());
  const definitions = useCall('Monitoring/ListFigureDefinitions', {});
  const wanted = figures.map((code) => definitions.answer?.definitions?.find((one) => one.figure === code)).filter((one) => one !== undefined);
  const asked = useAsked(wanted.length === 0 ? null : JSON.stringify(['tiles', figures, scope, months]), (signal) => askFigures(wanted, scope, months, signal));
  if (definitions.error !== undefined) return <Answered of={definitions}>{() => null}</Answered>;
  return (
    <Answered of={asked} lines={3}>
      {(found) => (
        <>
          {[...found.values()].some((one) => one.rebuilding) && <Notice tone="warning">{t('De cijfers worden opnieuw geteld en zijn nog niet volledig.', 'Figures are being counted anew and are not complete yet.')}</Notice>}
          <div class="tiles">{wanted.map((one) => (
            <Tile key={one.figure} title={one.displayName ?? ''} value={showValue(one, found.get(one.figure ?? '')!)} to={figureAddress(one.figure ?? '', scope, months)}
              note={one.standing ? t('nu', 'now') : t('in deze periode', 'in this period')} />
          ))}</div>
        </>
      )}
    </Answered>
  );
}
