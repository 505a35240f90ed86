// What went wrong with a call, as the door says it.

/** Codes of the Connect protocol. */
export type Code = 'canceled' | 'unknown' | 'invalid_argument' | 'deadline_exceeded' | 'not_found' | 'already_exists' |
  'permission_denied' | 'resource_exhausted' | 'failed_precondition' | 'aborted' | 'out_of_range' | 'unimplemented' |
  'internal' | 'unavailable' | 'data_loss' | 'unauthenticated';

export interface Violation {
  field: string;
  description: string;
}

/** A call that failed. `reason` is the service's own word for it: `TASK_TAKEN`. */
export class CallError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly reason = '',
    readonly metadata: Record<string, string> = {},
    readonly violations: Violation[] = [],
  ) {
    super(message);
    this.name = 'CallError';
  }
}

interface Detail {
  type?: string;
  debug?: {
    reason?: string;
    metadata?: Record<string, string>;
    fieldViolations?: { field?: string; description?: string }[];
  };
}

const BY_STATUS: Record<number, Code> = {
  400: 'invalid_argument', 401: 'unauthenticated', 403: 'permission_denied', 404: 'not_found', 408: 'deadline_exceeded',
  409: 'aborted', 413: 'resource_exhausted', 429: 'resource_exhausted', 502: 'unavailable', 503: 'unavailable',
  504: 'deadline_exceeded',
};

/** Reads a Connect error or a problem+json; any other body leaves the status to speak. */
export function readError(status: number, body: string): CallError {
  const code = BY_STATUS[status] ?? 'unknown';
  let said: { code?: Code; message?: string; detail?: string; title?: string; details?: Detail[] };
  try {
    said = JSON.parse(body);
  } catch {
    return new CallError(code, '');
  }
  const details = (said.details ?? []).map((detail) => detail.debug ?? {});
  const info = details.find((detail) => detail.reason);
  const violations = details.flatMap((detail) => detail.fieldViolations ?? [])
    .map((one) => ({ field: one.field ?? '', description: one.description ?? '' }));
  return new CallError(said.code ?? code, said.message ?? said.detail ?? said.title ?? '', info?.reason, info?.metadata,
    violations);
}
