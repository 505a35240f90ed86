// What codes stand for: providers, municipalities, products. Asked once a session, because they hardly change.
import { useEffect, useState } from 'preact/hooks';
import { callAll } from './answer.tsx';
import { call } from '../api/client.ts';
import type { contracting } from '../api/generated.ts';
import { language } from '../language.ts';
import { may } from '../session.ts';
import { useSession } from './session_context.ts';

export interface Names {
  providers: Map<string, contracting.Provider>;
  municipalities: Map<string, contracting.Municipality>;
  products: Map<string, contracting.Product>;
}

const NONE: Names = { providers: new Map(), municipalities: new Map(), products: new Map() };
let known: Names = NONE;
let asking: Promise<Names> | undefined;

async function ask(): Promise<Names> {
  const [providers, municipalities, products] = await Promise.all([
    callAll('Contracting/ListProviders', {}, 'providers').then((all) => all.rows as contracting.Provider[]),
    call('Contracting/ListMunicipalities', {}).then((all) => all.municipalities ?? []),
    callAll('Contracting/ListProducts', {}, 'products').then((all) => all.rows as contracting.Product[]),
  ]);
  return {
    providers: new Map(providers.map((one) => [one.code ?? '', one])),
    municipalities: new Map(municipalities.map((one) => [one.code ?? '', one])),
    products: new Map(products.map((one) => [one.product?.code ?? '', one])),
  };
}

/** The names that are known by now; codes stand in until they are, and for who may not ask for them. */
export function useNames(): Names {
  const asks = may(useSession(), 'Contracting/ListProducts');
  const [names, setNames] = useState(known);
  useEffect(() => {
    if (known !== NONE || !asks) return;
    asking ??= ask().then((all) => (known = all), () => {
      asking = undefined; // the next page tries again
      return NONE;
    });
    let gone = false;
    void asking.then((all) => gone || setNames(all));
    return () => {
      gone = true;
    };
  }, []);
  return names;
}

export const providerName = (names: Names, code: string | undefined): string => names.providers.get(code ?? '')?.displayName || code || '–';
export const municipalityName = (names: Names, code: string | undefined): string =>
  names.municipalities.get(code ?? '')?.displayName || code || '–';
export const productName = (names: Names, code: string | undefined): string => names.products.get(code ?? '')?.displayName || code || '–';

/** By name, as a list to choose from. */
export function choices<T>(of: Map<string, T>, title: (one: T) => string | undefined): { value: string; title: string }[] {
  return [...of].map(([value, one]) => ({ value, title: title(one) || value }))
    .sort((a, b) => a.title.localeCompare(b.title, language()));
}
