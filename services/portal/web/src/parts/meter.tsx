import { t } from '../language.ts';
import { formatNumber } from '../words/format.ts';

/** From where a meter says that it is nearly full. */
const NEAR = 0.85;

/** So much of so much, as a bar and in words. */
export function Meter({ value, of, text }: { value: number; of: number; text?: string }) {
  const part = of > 0 ? value / of : value > 0 ? 1 : 0;
  const look = part >= 1 ? 'meter meter--full' : part >= NEAR ? 'meter meter--near' : 'meter';
  return (
    <div class={look}>
      <span>{text ?? t(`${formatNumber(value)} van ${formatNumber(of)}`, `${formatNumber(value)} of ${formatNumber(of)}`)}</span>
      <span class="meter-bar" aria-hidden="true"><span class="meter-fill" style={{ inlineSize: `${Math.min(100, Math.round(part * 100))}%` }} /></span>
    </div>
  );
}
