// Links within the portal: ordinary ones, so that they open in another tab, are copied and are read out as links.
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { go } from '../address.ts';
import { opens } from '../pages/view_roles.ts';
import { SessionContext } from './session_context.ts';

export function followInside(event: MouseEvent, to: string): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(to);
}

/** A link; its text alone where it would lead someone to what is not for his role. */
export function A({ to, children, className = 'utrecht-link', current, label }: {
  to: string; children: ComponentChildren; className?: string; current?: boolean; label?: string;
}) {
  const session = useContext(SessionContext);
  if (session && !opens(session, to)) return <span class={className === 'utrecht-link' ? '' : className}>{children}</span>;
  return (
    <a href={to} class={className} aria-current={current ? 'page' : undefined} aria-label={label}
      onClick={(event) => followInside(event, to)}>{children}</a>
  );
}
