// Dutch, with English as a switch. Both stand side by side in the pages, so that neither can be forgotten.
export type Language = 'nl' | 'en';

const KEY = 'clientroute-language';
function stored(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'nl';
  } catch {
    return 'nl'; // a browser that keeps nothing
  }
}

let chosen: Language = typeof localStorage === 'undefined' ? 'nl' : stored();

export const language = (): Language => chosen;
export function chooseLanguage(next: Language): void {
  chosen = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // then it holds until the page closes
  }
}

/** The text in the language that was chosen. */
export const t = (dutch: string, english: string): string => (chosen === 'nl' ? dutch : english);
