// Lines that say how it is and what to do.
import type { ComponentChildren } from 'preact';
import { t } from '../language.ts';
import { signInAddress } from '../session.ts';
import { CallError } from '../api/call_error.ts';
import { explain } from '../words/errors.ts';

export type Tone = 'info' | 'ok' | 'warning' | 'error';

export function Notice({ tone = 'info', title, children }: { tone?: Tone; title?: string | undefined; children?: ComponentChildren }) {
  return (
    <div class={`utrecht-alert utrecht-alert--${tone} notice`} role={tone === 'error' ? 'alert' : 'status'}>
      <div class="utrecht-alert__content">
        {title && <p class="notice-title">{title}</p>}
        {children && <div class="notice-text">{children}</div>}
      </div>
    </div>
  );
}

export function ErrorNotice({ error, onAgain, untitled }: { error: unknown; onAgain?: () => void; untitled?: boolean }) {
  const said = explain(error);
  const signedOut = error instanceof CallError && error.code === 'unauthenticated';
  const isMild = error instanceof CallError && ['permission_denied', 'not_found', 'failed_precondition'].includes(error.code);
  return (
    <Notice tone={isMild ? 'warning' : 'error'} title={untitled ? undefined : said.title}>
      <p>{said.advice}</p>
      {signedOut && <p><a class="utrecht-link" href={signInAddress()}>{t('Opnieuw aanmelden', 'Sign in again')}</a></p>}
      {onAgain && (said.again || said.changed) && (
        <Button onClick={onAgain}>{said.changed ? t('Kijk opnieuw', 'Look again') : t('Probeer opnieuw', 'Try again')}</Button>
      )}
    </Notice>
  );
}

export function Button({ kind = 'secondary', busy, onClick, children, ...rest }: {
  kind?: 'primary' | 'secondary' | 'subtle'; busy?: boolean; onClick?: () => void; children: ComponentChildren;
  type?: 'button' | 'submit'; disabled?: boolean; 'aria-expanded'?: boolean; 'aria-label'?: string;
}) {
  return (
    <button class={`utrecht-button utrecht-button--${kind === 'subtle' ? kind : `${kind}-action`}`} type={rest.type ?? 'button'} aria-busy={busy}
      disabled={rest.disabled || busy} onClick={onClick} aria-expanded={rest['aria-expanded']} aria-label={rest['aria-label']}>
      {children}
    </button>
  );
}

/** A short word with a colour that also says it in words. */
export function Badge({ tone = 'plain', children }: { tone?: 'plain' | 'good' | 'late' | 'soon' | 'bad'; children: ComponentChildren }) {
  return <span class={`badge badge--${tone}`}>{children}</span>;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
