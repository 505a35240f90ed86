// Asking and showing: what is on its way, what failed and what came.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type CallOptions } from '../api/client.ts';
import { CallError } from '../api/call_error.ts';
import type { Calls } from '../api/generated.ts';
import { t } from '../language.ts';
import { explain } from '../words/errors.ts';
import { ErrorNotice } from './notice.tsx';

export interface Asked<T> {
  answer: T | undefined;
  error: unknown;
  /** On its way; an earlier answer may still stand. */
  busy: boolean;
  reload: () => void;
}

/** Asks again whenever `key` changes; what came late from an earlier key is dropped. */
export function useAsked<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [state, setState] = useState<{ key: string | null; answer?: T; error?: unknown; busy: boolean }>({ key: null, busy: true });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    setState((old) => ({ ...(old.key === key ? { answer: old.answer } : {}), key, busy: true }));
    latest.current(controller.signal).then(
      (answer) => !controller.signal.aborted && setState({ key, answer, busy: false }),
      (error: unknown) => !controller.signal.aborted && setState({ key, error, busy: false }),
    );
    return () => controller.abort();
  }, [key, round]);
  const current = state.key === key;
  return { answer: current ? state.answer : undefined, error: current ? state.error : undefined,
    busy: !current || state.busy, reload: () => setRound((n) => n + 1) };
}

/** The answer of one method; `null` asks nothing. */
export function useCall<M extends keyof Calls>(method: M, request: Omit<Calls[M]['request'], 'requestId'> | null): Asked<Calls[M]['response']> {
  return useAsked(request === null ? null : method + JSON.stringify(request),
    (signal) => call(method, request!, { signal } satisfies CallOptions));
}

/** At most so many pages of a list are put together for a picture; beyond that the picture says that it is not whole. */
const PAGES_MOST = 10;

/** All pages of a list, put together; `whole` is false when there were more. */
export async function callAll<M extends keyof Calls>(method: M, request: Omit<Calls[M]['request'], 'requestId'>, field: string,
  signal?: AbortSignal): Promise<{ rows: never[]; whole: boolean }> {
  const rows: never[] = [];
  let pageToken = '';
  for (let page = 0; page < PAGES_MOST; ++page) {
    const answer = await call(method, { ...request, pageSize: 1000, pageToken }, { signal }) as Record<string, unknown>;
    rows.push(...((answer[field] ?? []) as never[]));
    pageToken = String(answer['nextPageToken'] ?? '');
    if (!pageToken) return { rows, whole: true };
  }
  return { rows, whole: false };
}

/** Shows the answer, or that it is on its way, or what went wrong. Nothing moves when an answer is asked again. */
export function Answered<T>({ of, children, lines = 3, quiet = [], page = false }: {
  of: Asked<T>; children: (answer: T) => ComponentChildren; lines?: number;
  /** The answer is the page: what went wrong is its title then. */
  page?: boolean;
  /** Codes that mean "not for you", where that is nothing to speak of. */
  quiet?: string[];
}) {
  if (of.answer !== undefined) return <div class={of.busy ? 'answered renewing' : 'answered'} aria-busy={of.busy}>{children(of.answer)}</div>;
  if (of.error !== undefined) {
    if (of.error instanceof CallError && quiet.includes(of.error.code)) return null;
    if (page) {
      return (
        <div class="answered">
          <h1 class="utrecht-heading-1">{explain(of.error).title}</h1>
          <ErrorNotice error={of.error} onAgain={of.reload} untitled />
        </div>
      );
    }
    return <ErrorNotice error={of.error} onAgain={of.reload} />;
  }
  return <Loading lines={lines} />;
}

/** How long before it is said that it takes long. */
const SLOW_MS = 3_000;

export function Loading({ lines }: { lines: number }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="loading" aria-busy="true">
      <p class={slow ? 'hint' : 'unseen'} role="status">
        {slow ? t('Het duurt langer dan gewoonlijk; het antwoord komt nog.', 'It takes longer than usual; the answer is coming.')
          : t('Bezig met ophalen…', 'Loading…')}
      </p>
      {Array.from({ length: lines }, (_, i) => <span key={i} class="loading-line" style={{ inlineSize: `${92 - i * 11}%` }} />)}
    </div>
  );
}
