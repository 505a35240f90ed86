// Where the claims are that an amount is made of.
import { isoMonth } from './figures/period.ts';
import type { values } from '../api/generated.ts';

export function claimsAddress({ municipality, provider, month }: { municipality?: string; provider?: string; month?: values.Date }): string {
  const params = new URLSearchParams({ ...(provider ? { aanbieder: provider } : {}), ...(municipality ? { gemeente: municipality } : {}),
    ...(month ? { maand: isoMonth(month) } : {}) }).toString();
  return `/declaraties${params ? `?${params}` : ''}`;
}
