// Spend by month, in whole cents; what is expected of a year monitoring says.
import type { monitoring } from '../api/generated.ts';

/** Accepted amounts by month of delivery: `month` of the year to cents. */
export function byMonth(rows: monitoring.SpendRow[], year: number): Map<number, bigint> {
  const months = new Map<number, bigint>();
  for (const row of rows) {
    if (row.month?.year !== year) continue;
    const month = row.month.month ?? 1;
    months.set(month, (months.get(month) ?? 0n) + BigInt(row.accepted?.cents ?? 0));
  }
  return months;
}

/** How much of the whole a part is, in whole percents, rounded down. */
export const percentOf = (part: bigint, whole: bigint): number => (whole > 0n ? Number((part * 100n) / whole) : 0);
