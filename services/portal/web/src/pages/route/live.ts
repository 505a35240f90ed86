// A route as it happens: the timeline grows while one looks.
import { useEffect, useRef, useState } from 'preact/hooks';
import { listen } from '../../api/client.ts';
import { CallError } from '../../api/call_error.ts';
import type { orchestrator } from '../../api/generated.ts';

export type Line = 'connecting' | 'live' | 'broken' | 'ended' | 'refused';
const AGAIN_FIRST_MS = 1_000;
const AGAIN_MOST_MS = 30_000;

/** Listens from the last sequence that is known; `onNews` hears that something happened. Goes on by itself after a break. */
export function useLive(name: string, entries: orchestrator.TimelineEntry[], closed: boolean,
  onNews: () => void): { fresh: orchestrator.TimelineEntry[]; line: Line } {
  const [fresh, setFresh] = useState<orchestrator.TimelineEntry[]>([]);
  const [line, setLine] = useState<Line>(closed ? 'ended' : 'connecting');
  const last = useRef(0);
  const tell = useRef(onNews);
  tell.current = onNews;
  last.current = Math.max(last.current, ...entries.map((entry) => Number(entry.sequence ?? 0)));
  useEffect(() => {
    if (closed) return;
    const controller = new AbortController();
    let pause = AGAIN_FIRST_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      listen('RouteOperations/WatchRoute', { name, afterSequence: String(last.current) }, controller.signal, (answer) => {
        const news = (answer.entries ?? []).filter((entry) => Number(entry.sequence) > last.current);
        if (news.length === 0) return;
        last.current = Number(news.at(-1)!.sequence);
        setFresh((old) => [...old, ...news]);
        tell.current();
      }, () => {
        pause = AGAIN_FIRST_MS;
        setLine('live');
      }).then(() => setLine('ended'), (error: unknown) => {
        if (controller.signal.aborted) return;
        const refused = error instanceof CallError && ['not_found', 'permission_denied', 'unauthenticated'].includes(error.code);
        setLine(refused ? 'refused' : 'broken');
        if (!refused) timer = setTimeout(begin, pause);
        pause = Math.min(pause * 2, AGAIN_MOST_MS);
      });
    };
    begin();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [name, closed]);
  return { fresh, line };
}
