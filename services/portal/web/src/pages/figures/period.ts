// The months that figures are asked for: they stand in the address, as `van=2026-01&tot=2026-11`.
import type { values } from '../../api/generated.ts';

export interface Months {
  from: values.Date;
  until: values.Date;
  /** As they stand in the address. */
  van: string;
  tot: string;
}

const MONTHS_MOST = 120;

/** `2026-04`. */
export const isoMonth = (month: values.Date): string => inAddress(month.year ?? 0, month.month ?? 1);
export const inAddress = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}`;

/** The year up to now, unless the address says otherwise. */
export function monthsOf(params: URLSearchParams, now: Date): Months {
  const read = (text: string | null) => {
    const found = /^(\d{4})-(\d\d)/.exec(text ?? '');
    return found ? { year: Number(found[1]), month: Number(found[2]) } : undefined;
  };
  const until = read(params.get('tot')) ?? { year: now.getFullYear(), month: now.getMonth() + 1 };
  const first = until.year * 12 + until.month - 12;
  let from = read(params.get('van')) ?? { year: Math.floor(first / 12), month: (first % 12) + 1 };
  const length = until.year * 12 + until.month - from.year * 12 - from.month;
  if (length < 0 || length >= MONTHS_MOST) from = { year: until.year, month: until.month };
  return { from: { ...from, day: 1 }, until: { ...until, day: 1 }, van: inAddress(from.year, from.month), tot: inAddress(until.year, until.month) };
}

/** One month alone. */
export const only = (month: values.Date): Months => ({ from: month, until: month, van: isoMonth(month), tot: isoMonth(month) });

/** Every month from the first to the last, also those without a number. */
export function eachMonth({ from, until }: Pick<Months, 'from' | 'until'>): values.Date[] {
  const months: values.Date[] = [];
  for (let at = from.year! * 12 + from.month! - 1; at <= until.year! * 12 + until.month! - 1; ++at) {
    months.push({ year: Math.floor(at / 12), month: (at % 12) + 1, day: 1 });
  }
  return months;
}
export const sameMonth = (a: values.Date | undefined, b: values.Date | undefined): boolean => a?.year === b?.year && a?.month === b?.month;

