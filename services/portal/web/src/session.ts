// Who is at work, and what his role may do. Only to offer what can be done: the services decide for themselves.
import { METHODS, type Calls, type Streams } from './api/generated.ts';

export interface Session {
  subject: string;
  name: string;
  roles: string[];
  municipalities: string[];
  provider: string;
  expires: string;
  release: string;
}

/** For what a role looks at clients; the services know no other purposes. */
const PURPOSE_OF_ROLE: Record<string, string> = {
  'access-professional': 'care-allocation', 'access-manager': 'care-allocation', 'case-director': 'care-allocation',
  'back-office': 'message-exchange', 'contract-manager': 'contract-management', operator: 'operation',
  'privacy-officer': 'client-rights', 'provider-back-office': 'message-exchange',
};

export function purposesOf(session: Session): string[] {
  return [...new Set(session.roles.map((role) => PURPOSE_OF_ROLE[role]).filter((one) => one !== undefined))];
}

/** Somebody of a provider, and not of the region. */
export const isOfProvider = (session: Session): boolean => session.provider !== '';

/** Whether the method is for people like him, and a role of his is among those of the method. */
export function may(session: Session, method: keyof Calls | keyof Streams): boolean {
  const { roles, providers } = METHODS[method];
  if (isOfProvider(session) && !providers) return false;
  return roles.length === 0 || roles.some((role) => session.roles.includes(role));
}
export const has = (session: Session, ...roles: string[]): boolean => roles.some((role) => session.roles.includes(role));

/** The session of the cookie; nothing when there is none. Errors: when the door does not answer. */
export async function readSession(): Promise<Session | null> {
  const response = await fetch('/session', { headers: { Accept: 'application/json' } });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`session: ${response.status}`);
  const session = await response.json() as Partial<Session>;
  return { subject: '', name: '', roles: [], municipalities: [], provider: '', expires: '', release: '', ...session };
}

export const signInAddress = (back = location.pathname + location.search): string => `/sign-in?return=${encodeURIComponent(back)}`;

export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST' });
  location.assign('/');
}
