// How tasks can end, for people. A definition may know outcomes that are not here: those are shown by their own name.
import type { orchestrator } from '../api/generated.ts';
import { language, t } from '../language.ts';

const TITLES: Record<string, [string, string]> = {
  seen_to: ['Anders afgehandeld', 'Seen to otherwise'], settled: ['Opgelost', 'Solved'], contacted: ['Aanbieder is ingelicht', 'Provider was told'],
  asked: ['Nagevraagd', 'Asked'], told: ['Ingelicht', 'Told'], decide_again: ['Neem een nieuw besluit', 'Decide anew'],
  arranged: ['Geregeld', 'Arranged'], try_again: ['Opgelost, probeer opnieuw', 'Solved, try again'], stays_here: ['Blijft hier', 'Stays here'],
  search_again: ['Zoek opnieuw een plek', 'Search for a place again'], resolved: ['Crisis voorbij', 'Crisis is over'],
  resend: ['Verzend opnieuw', 'Send again'], refuse: ['Kan niet: wijs de wijziging af', 'Impossible: refuse the change'],
  provider_told: ['Aanbieder is ingelicht', 'Provider was told'], place_now: ['Plaats meteen: neem een spoedbesluit', 'Place at once: decide urgently'],
  nothing_given: ['Er is geen zorg gegeven', 'No care was given'], not_needed: ['Toch niet nodig', 'Not needed after all'],
  leave_it: ['Er is niets meer nodig', 'Nothing more is needed'], handed_over: ['Overgedragen', 'Handed over'],
  escalate: ['Leg voor aan het expertteam', 'Ask the expert team'], check_again: ['Opgelost, controleer opnieuw', 'Solved, check again'],
  advised: ['Advies ontvangen: maak het plan', 'Advice received: make the plan'],
};
export function outcomeTitle(outcome: string | undefined): string {
  const found = TITLES[outcome ?? ''];
  if (found) return t(...found);
  const words = (outcome ?? '').replaceAll('_', ' ');
  return words ? words[0]!.toUpperCase() + words.slice(1) : '–';
}

/** How a task can end, in the words of its definition, which are Dutch. */
export function outcomeOf(task: orchestrator.Task, outcome: string): string {
  const own = task.outcomeTitles?.[task.outcomes?.indexOf(outcome) ?? -1];
  return own && language() === 'nl' ? own : outcomeTitle(outcome);
}
/** How it ended. */
export const endOf = (task: orchestrator.Task): string =>
  task.outcomeTitle && language() === 'nl' ? task.outcomeTitle : outcomeTitle(task.outcome);
