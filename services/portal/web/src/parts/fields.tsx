// Fields with their labels, and the filters of a view, which stand in its address.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { go, useAddress, withParams } from '../address.ts';
import { t } from '../language.ts';
import { isOfProvider } from '../session.ts';
import { useSession } from './session_context.ts';

export interface Choice {
  value: string;
  title: string;
}

export function Field({ label, hint, children }: { label: string; hint?: string; children: (id: string, describedBy?: string) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="utrecht-form-field field">
      <label class="utrecht-form-label" for={id}>{label}</label>
      {hint && <p class="hint" id={id + 'h'}>{hint}</p>}
      {children(id, hint ? id + 'h' : undefined)}
    </div>
  );
}

export function TextField({ label, hint, name, value, required, type = 'text', lines, onInput, autocomplete = 'off' }: {
  label: string; hint?: string; name: string; value?: string; required?: boolean; type?: 'text' | 'date' | 'number' | 'password';
  lines?: number; onInput?: (value: string) => void; autocomplete?: string;
}) {
  return (
    <Field label={required ? label : `${label} (${t('mag leeg', 'optional')})`} hint={hint}>
      {(id, describedBy) => lines
        ? <textarea id={id} name={name} rows={lines} class="utrecht-textarea" required={required} aria-describedby={describedBy}
          defaultValue={value} onInput={(event) => onInput?.(event.currentTarget.value)} />
        : <input id={id} name={name} type={type} class="utrecht-textbox" required={required} aria-describedby={describedBy}
          autocomplete={autocomplete} defaultValue={value} onInput={(event) => onInput?.(event.currentTarget.value)} />}
    </Field>
  );
}

export function SelectField({ label, name, value, options, required, onChange }: {
  label: string; name: string; value?: string; options: Choice[]; required?: boolean; onChange?: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} name={name} class="utrecht-select" value={value} required={required}
          onChange={(event) => onChange?.(event.currentTarget.value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.title}</option>)}
        </select>
      )}
    </Field>
  );
}

export function CheckField({ label, name, checked }: { label: string; name: string; checked?: boolean }) {
  const id = useId();
  return (
    <div class="check">
      <input id={id} type="checkbox" name={name} class="utrecht-checkbox utrecht-checkbox--html-input" defaultChecked={checked} />
      <label for={id} class="utrecht-form-label">{label}</label>
    </div>
  );
}

/** A choice that narrows the view; it takes effect at once and begins at the first page. */
export function Filter({ label, param, options, all, standard = '', resets = ['blad'] }: {
  label: string; param: string; options: Choice[]; all?: string; resets?: string[];
  /** What holds when the address says nothing. */
  standard?: string;
}) {
  const { params } = useAddress();
  const session = useSession();
  const chosen = params.get(param) ?? standard;
  // Somebody of a provider may not ask for the names to choose from.
  if (options.length === 0 && !chosen && isOfProvider(session)) return null;
  const known = options.some((option) => option.value === chosen) || chosen === '';
  return (
    <SelectField label={label} name={param} value={chosen}
      options={[...(all === undefined ? [] : [{ value: '', title: all }]), ...options, ...(known ? [] : [{ value: chosen, title: chosen }])]}
      onChange={(value) => go(withParams(params, { [param]: value, ...Object.fromEntries(resets.map((name) => [name, undefined])) }))} />
  );
}

export function DateFilter({ label, param, value, type = 'date' }: { label: string; param: string; value?: string; type?: 'date' | 'month' }) {
  const { params } = useAddress();
  return (
    <Field label={label}>
      {(id) => <input id={id} type={type} class="utrecht-textbox" value={params.get(param) ?? value ?? ''}
        onChange={(event) => go(withParams(params, { [param]: event.currentTarget.value, blad: undefined }))} />}
    </Field>
  );
}

export function Filters({ children }: { children: ComponentChildren }) {
  return <div class="filters" role="group" aria-label={t('Keuze', 'Choice')}>{children}</div>;
}

/** Views beside each other of one page; each has its address. */
export function Tabs({ tabs, label }: { tabs: { title: string; to: string; current: boolean }[]; label: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.to} href={tab.to} aria-current={tab.current ? 'page' : undefined} onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(tab.to);
        }}>{tab.title}</a>
      ))}
    </nav>
  );
}
