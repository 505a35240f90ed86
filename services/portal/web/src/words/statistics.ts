// Plain statistics of a list that is at hand.

/** The value below which `percent` of them lie, by nearest rank: always one of them. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
export const median = (values: number[]): number => percentile(values, 50);
