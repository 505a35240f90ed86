// The one way in which the pages ask the services anything: typed by what generate_api.mjs reads from the protos.
import { CallError, readError } from './call_error.ts';
import { METHODS, type Calls, type Streams } from './generated.ts';
import { EventReader } from './event_reader.ts';

/** How long an answer may take before the person is told that the service is slow to the point of failing. */
const PATIENCE_MS = 20_000;

export interface CallOptions {
  /** Repeats of one change carry one id, so that it takes effect once. */
  requestId?: string;
  signal?: AbortSignal;
}
type Request<M extends keyof Calls> = Omit<Calls[M]['request'], 'requestId'>;

/** What every call says beside its request; the session sets it. */
interface Surroundings {
  purpose: string;
  onRelease: (release: string) => void;
  onSignedOut: () => void;
  onAnswer: () => void;
}
const surroundings: Surroundings = { purpose: '', onRelease: () => {}, onSignedOut: () => {}, onAnswer: () => {} };
export function setSurroundings(some: Partial<Surroundings>): void {
  Object.assign(surroundings, some);
}

/** Not randomUUID, which browsers keep for https. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `portal/${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function headers(): Record<string, string> {
  const some: Record<string, string> = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' };
  if (surroundings.purpose) some['Clientroute-Purpose'] = surroundings.purpose;
  return some;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw new CallError('canceled', 'canceled');
    throw new CallError('unavailable', String(error));
  }
  surroundings.onRelease(response.headers.get('Clientroute-Release') ?? '');
  if (response.ok) {
    surroundings.onAnswer();
    return response;
  }
  if (response.status === 401) surroundings.onSignedOut();
  throw readError(response.status, await response.text());
}

/** Aborts with `outer`, or by itself when the patience is over. */
function bounded(outer: AbortSignal | undefined): { signal: AbortSignal; late: () => boolean; done: () => void } {
  const controller = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, PATIENCE_MS + 2_000);
  outer?.addEventListener('abort', () => controller.abort(), { once: true });
  return { signal: controller.signal, late: () => isLate, done: () => clearTimeout(timer) };
}

/**
 * Calls a method. Errors: CallError.
 * Methods that write get a request id of their own, unless the caller repeats an earlier one.
 */
export async function call<M extends keyof Calls>(method: M, request: Request<M>,
  options: CallOptions = {}): Promise<Calls[M]['response']> {
  const { path, writes } = METHODS[method];
  const body = writes ? { ...request, requestId: options.requestId ?? newRequestId() } : request;
  const bound = bounded(options.signal);
  try {
    const response = await send(`/api/${path}`, {
      method: 'POST',
      headers: { ...headers(), 'Connect-Timeout-Ms': String(PATIENCE_MS) },
      body: JSON.stringify(body),
      signal: bound.signal,
    });
    return await response.json() as Calls[M]['response'];
  } catch (error) {
    if (bound.late()) throw new CallError('deadline_exceeded', 'too slow');
    throw error;
  } finally {
    bound.done();
  }
}

/** A request as it stands in an address: base64url of its JSON. */
export function inAddress(request: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(request));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Listens to a method that goes on answering until it ends or `signal` is aborted. Not an EventSource, which keeps to itself what
 * the door says of an error. Errors: CallError.
 */
export async function listen<M extends keyof Streams>(method: M, request: Streams[M]['request'], signal: AbortSignal,
  onAnswer: (answer: Streams[M]['response']) => void, onOpen: () => void): Promise<void> {
  const response = await send(`/events/${METHODS[method].path}?message=${inAddress(request)}&purpose=${surroundings.purpose}`,
    { headers: { ...headers(), Accept: 'text/event-stream' }, signal });
  onOpen();
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const events = new EventReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new CallError('unavailable', 'stream broke off');
    for (const event of events.read(value)) {
      if (event.name === 'end') {
        if (event.data === '{}') return;
        const error = readError(500, event.data);
        if (error.code === 'unauthenticated') surroundings.onSignedOut();
        throw error;
      }
      onAnswer(JSON.parse(event.data) as Streams[M]['response']);
    }
  }
}

/** Fetches a list as a file, as filtered. Errors: CallError; resource_exhausted when it is too large. */
export async function exportFile<M extends keyof Calls>(format: 'csv' | 'xlsx', method: M, request: Request<M>,
  columns: string): Promise<Blob> {
  const address = `/export/${format}/${METHODS[method].path}?message=${inAddress(request)}&columns=${encodeURIComponent(columns)}` +
    `&purpose=${surroundings.purpose}`;
  return (await send(address, { headers: headers() })).blob();
}
