// Where the person is: every view's state stands in its address, so that it can be shared, kept and gone back to.
import { useEffect, useState } from 'preact/hooks';

export interface Address {
  /** `/route/0191…` gives `['route', '0191…']`. */
  steps: string[];
  params: URLSearchParams;
}

/** What is no address stands for itself: it is then no name of anything. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

const listeners = new Set<() => void>();

export function readAddress(url: URL = new URL(location.href)): Address {
  return { steps: url.pathname.split('/').filter(Boolean).map(decoded), params: url.searchParams };
}

/** Goes to an address of ours. `replace` for a change of the same view that going back should not stop at. */
export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  for (const listener of listeners) listener();
}

export function useAddress(): Address {
  const [address, setAddress] = useState(() => readAddress());
  useEffect(() => {
    const read = () => setAddress(readAddress());
    listeners.add(read);
    addEventListener('popstate', read);
    return () => {
      listeners.delete(read);
      removeEventListener('popstate', read);
    };
  }, []);
  return address;
}

/** The same view with other parameters; an empty value takes one out. */
export function withParams(params: URLSearchParams, changes: Record<string, string | undefined>): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const query = next.toString();
  return location.pathname + (query ? `?${query}` : '');
}

/** `/contract/C-1`, from parts that may hold anything. */
export function pathTo(...steps: string[]): string {
  return '/' + steps.map(encodeURIComponent).join('/');
}

/** `0191…` of `routes/0191…`. */
export const idOf = (name: string | undefined): string => (name ?? '').split('/').slice(1).join('/');
