// A term: when, and how far off, with a word for what is late.
import { t } from '../language.ts';
import { daysUntil, formatDay, formatDays, formatDistance } from '../words/format.ts';
import { Badge } from './notice.tsx';

/** From so many days ahead a term is said to be near. */
const NEAR_DAYS = 2;

export function Due({ time, now }: { time: string | undefined; now: Date }) {
  if (!time) return <span class="hint">{t('geen termijn', 'no term')}</span>;
  // A term ends where the day after its last begins: the last day is what people keep to.
  const last = new Date(Date.parse(time) - 1).toISOString();
  const days = daysUntil(last, now);
  const late = new Date(time) < now;
  return (
    <span class="due">
      {late ? <Badge tone="late">{days === 0 ? t('te laat', 'late') : t(`${formatDays(-days)} te laat`, `${formatDays(-days)} late`)}</Badge>
        : days <= NEAR_DAYS ? <Badge tone="soon">{formatDistance(days)}</Badge> : null}{' '}
      <time dateTime={last}>{formatDay(last)}</time>
    </span>
  );
}
