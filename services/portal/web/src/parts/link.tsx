// Links within the portal: ordinary ones, so that they open in another tab, are copied and are read out as links.
import type { ComponentChildren } from 'preact';
import { go } from '../address.ts';

export function followInside(event: MouseEvent, to: string): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(to);
}

export function A({ to, children, className = 'utrecht-link', current, label }: {
  to: string; children: ComponentChildren; className?: string; current?: boolean; label?: string;
}) {
  return (
    <a href={to} class={className} aria-current={current ? 'page' : undefined} aria-label={label}
      onClick={(event) => followInside(event, to)}>{children}</a>
  );
}
