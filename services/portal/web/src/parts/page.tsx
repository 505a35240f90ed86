// The head of a page, and its parts.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../language.ts';
import { A } from './link.tsx';

export function Head({ title, lead, trail = [], aside }: {
  title: ComponentChildren; lead?: ComponentChildren; trail?: { title: string; to: string }[]; aside?: ComponentChildren;
}) {
  return (
    <header class="head">
      {trail.length > 0 && (
        <nav aria-label={t('Kruimelpad', 'Breadcrumb')} class="trail">
          <ol>{trail.map((step) => <li key={step.to}><A to={step.to}>{step.title}</A></li>)}</ol>
        </nav>
      )}
      <div class="head-line"><h1 class="utrecht-heading-1">{title}</h1>{aside}</div>
      {lead && <p class="utrecht-paragraph utrecht-paragraph--lead lead">{lead}</p>}
    </header>
  );
}

export function Section({ title, children, hint, tools }: { title: string; children: ComponentChildren; hint?: ComponentChildren; tools?: ComponentChildren }) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head"><h2 class="utrecht-heading-2" id={id}>{title}</h2>{tools}</div>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

/** Names and values below each other. */
export function Facts({ of }: { of: [string, ComponentChildren][] }) {
  return <dl class="facts">{of.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

/** A number that leads to what it is made of. */
export function Tile({ title, value, note, to, tone = '' }: { title: string; value: ComponentChildren; note?: ComponentChildren; to?: string; tone?: string }) {
  const body = <><span class="tile-title">{title}</span><span class="tile-value">{value}</span>{note && <span class="tile-note">{note}</span>}</>;
  return to ? <A to={to} className={`tile ${tone}`}>{body}</A> : <div class={`tile ${tone}`}>{body}</div>;
}
