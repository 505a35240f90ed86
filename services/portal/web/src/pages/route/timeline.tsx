// What happened, in words: newest first, with who, why and what followed.
import { idOf, pathTo } from '../../address.ts';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { A } from '../../parts/link.tsx';
import { Badge } from '../../parts/notice.tsx';
import { formatActor, formatTime } from '../../words/format.ts';

type Entry = orchestrator.TimelineEntry;

export function Timeline({ entries, fresh }: { entries: Entry[]; fresh: Entry[] }) {
  const shown = new Map([...entries, ...fresh].map((entry) => [entry.sequence, entry]));
  const isFresh = new Set(fresh.map((entry) => entry.sequence));
  const newest = [...shown.values()].sort((a, b) => Number(b.sequence) - Number(a.sequence));
  return (
    <ol class="timeline" reversed>
      {newest.map((entry) => <Happening key={entry.sequence} entry={entry} fresh={isFresh.has(entry.sequence)} />)}
    </ol>
  );
}

function Happening({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const opened = (entry.tasks ?? []).filter((task) => task.startsWith('+')).length;
  return (
    <li class={fresh ? 'happening happening--fresh' : 'happening'}>
      <p class="happening-when"><time dateTime={entry.time}>{formatTime(entry.time)}</time> · {formatActor(entry.actor)}
        {entry.part && <> · {entry.part}</>}</p>
      <p class="happening-what">{entry.title} {entry.unexpected && <Badge tone="late">{t('onverwacht', 'unexpected')}</Badge>}
        {fresh && <Badge tone="good">{t('nieuw', 'new')}</Badge>}</p>
      {entry.explanation && <p class="happening-why">{entry.explanation}</p>}
      <p class="hint">
        {opened > 0 && <>{opened === 1 ? t('Er kwam een taak bij.', 'A task was opened.') : t(`Er kwamen ${opened} taken bij.`, `${opened} tasks were opened.`)} </>}
        {entry.message && <A to={pathTo('berichten', idOf(entry.message))}>{t('het bericht', 'the message')}</A>}
      </p>
    </li>
  );
}
