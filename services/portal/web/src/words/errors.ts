// What went wrong, in plain words that say what to do.
import { CallError } from '../api/call_error.ts';
import { t } from '../language.ts';

export interface Explanation {
  title: string;
  /** What to do about it. */
  advice: string;
  /** Trying again may help. */
  again: boolean;
  /** It is worth looking again, because another changed it. */
  changed?: boolean;
}

type Text = [string, string];
/** By the reason that the service gives; only those that a person at the portal can come upon. */
const REASONS: Record<string, Text> = {
  AFTERCARE_NOT_RUNNING: ['Er loopt geen nazorg: bij de uitstroom niet afgesproken, of al beëindigd.', 'No aftercare is running: it was not agreed on, or has ended.'],
  ANALYSIS_MISSING: ['Er is nog geen probleemanalyse; leg die eerst vast.', 'There is no problem analysis yet; record that first.'],
  CHANGE_DECIDED: ['Over dit verzoek om wijziging is al besloten.', 'This change request has been decided on.'],
  CHANGE_IN_HAND: ['Er ligt een verzoek om wijziging; neem eerst daarover een besluit.', 'A change request is waiting; decide on that first.'],
  CLIENT_ERASED: ['De gegevens van deze cliënt zijn gewist; er wordt niets meer vastgelegd.', 'This client was erased; nothing is recorded any more.'],
  CONTENT_TOO_LARGE: ['De inhoud is te groot om hier te tonen.', 'The content is too large to show here.'],
  DECISION_TAKEN: ['Wat gevraagd was, is al afgewezen.', 'What was asked for was refused already.'],
  EVENT_DOES_NOT_FIT: ['Dit past niet bij waar de route nu staat. Kijk opnieuw.', 'This does not fit where the route is now. Look again.'],
  JSON_INVALID: ['Deze bladzijde is van een andere versie dan de dienst, of haar adres klopt niet. Vernieuw haar, of kies opnieuw in het menu.', 'This page is of another version than the service, or its address is wrong. Reload it, or choose again in the menu.'],
  MESSAGE_NOT_FAILED: ['Dit bericht is niet (meer) vastgelopen. Kijk opnieuw.', 'This message is not stuck (any more). Look again.'],
  MESSAGE_NOT_SENT: ['Alleen wat is verstuurd, kan opnieuw worden verstuurd.', 'Only what was sent can be sent again.'],
  NOTE_WITHOUT_CASE: ['Er is nog geen casus om de toelichting in te bewaren. Laat haar weg, of schrijf haar in de casus van de cliënt.', 'There is no case yet to keep the note in. Leave it out, or write it in the case of the client.'],
  NOTHING_TO_RETRY: ['Er valt niets opnieuw te proberen: het incident is al opgelost. Kijk opnieuw.', 'There is nothing to retry: the incident was solved. Look again.'],
  NOTHING_TO_SKIP: ['Er valt niets over te slaan: het incident is al opgelost, of de route is erdoor stilgezet.', 'There is nothing to skip: it was solved, or it keeps the route paused.'],
  NO_PERSON: ['Zo heet niemand. Geef een naam zonder spaties, zoals an-de-vries.', 'That is no name of a person. Give one without spaces, as an-de-vries.'],
  OUTCOME_NOT_ALLOWED: ['Zo kan deze taak niet eindigen. Kies een van de uitkomsten.', 'This task cannot end so. Choose one of its outcomes.'],
  OWN_HANDS: ['U draagt de taak aan uzelf over. Kies een ander, of neem de taak zelf.', 'You hand the task to yourself. Choose another, or take it.'],
  PAGE_TOKEN: ['Dit deel van de lijst is er niet meer. Kies de lijst opnieuw in het menu.', 'This part of the list is no longer there. Choose the list again in the menu.'],
  PERIOD_INVALID: ['Deze periode kan niet: kies een einde na het begin, en hoogstens tien jaar.', 'This period is impossible: choose an end after its beginning, and ten years at most.'],
  PLAN_MISSING: ['Er is nog geen perspectiefplan; leg dat eerst vast.', 'There is no perspective plan yet; record that first.'],
  REQUEST_ANSWERED: ['Dit verzoek is al beantwoord.', 'This request was answered already.'],
  ROUTE_ANSWERS: ['De route loopt nog en beantwoordt dit verzoek zelf.', 'The route still runs and answers this request itself.'],
  ROUTE_CLOSED: ['De route is afgerond.', 'The route has ended.'],
  ROUTE_PAUSED: ['De route staat stil; een beheerder laat haar weer verdergaan.', 'The route is paused; an operator lets it go on.'],
  TASK_ANSWERED_ELSEWHERE: ['Deze taak eindigt als u vastlegt waar zij om vraagt.', 'This task ends when what it asks for is recorded.'],
  TASK_CLOSED: ['Deze taak is intussen afgerond of vervallen. U hoeft niets meer te doen.', 'This task has been completed or cancelled. Nothing is left to do.'],
  TASK_NOT_TAKEN: ['Niemand heeft deze taak in behandeling; neem haar eerst.', 'Nobody has taken this task; take it first.'],
  TASK_OF_OTHER_ROLE: ['Deze taak is voor een andere rol.', 'This task is for another role.'],
  TASK_TAKEN: ['Een ander heeft deze taak in behandeling. Overleg, of leg de taak eerst terug.', 'Another works on this task. Confer, or hand it back first.'],
  TRIAGE_DECIDED: ['De triage is al gedaan.', 'Triage was done already.'],
  TRIAGE_MISSING: ['Er is nog geen triage; leg eerst de probleemanalyse vast.', 'There is no triage yet; record the problem analysis first.'],
  WATCHERS_MOST: ['Er kijken al te veel mensen mee. Deze bladzijde is bijgewerkt als u haar opnieuw opent.', 'Too many people are watching. Reload to see what is new.'],
};
/** Reasons that say another was first: looking again shows what he did. */
const CHANGED = new Set(['TASK_CLOSED', 'TASK_TAKEN', 'TASK_NOT_TAKEN', 'EVENT_DOES_NOT_FIT', 'CHANGE_DECIDED', 'REQUEST_ANSWERED',
  'NOTHING_TO_RETRY', 'NOTHING_TO_SKIP', 'MESSAGE_NOT_FAILED', 'DECISION_TAKEN', 'TRIAGE_DECIDED']);

function byCode(error: CallError): Explanation {
  switch (error.code) {
    case 'unauthenticated':
      return { title: t('U bent niet meer aangemeld', 'You are signed out'), again: false,
        advice: t('Meld u opnieuw aan; u komt hier terug.', 'Sign in again; you will come back here.') };
    case 'permission_denied':
      return { title: t('Dit is niet voor uw rol', 'This is not for your role'), again: false,
        advice: t('Hoort het wel bij uw werk, vraag dan uw leidinggevende om de rol of de gemeente.',
          'If it is part of your work, ask your manager for the role or the municipality.') };
    case 'not_found':
      return { title: t('Niet gevonden', 'Not found'), again: false,
        advice: t('Het is er niet, of u mag het niet zien omdat u er niet bij betrokken bent.',
          'It does not exist, or you may not see it because you are not involved.') };
    case 'deadline_exceeded':
      return { title: t('Het antwoord laat te lang op zich wachten', 'The answer takes too long'), again: true,
        advice: t('Probeer het zo opnieuw, of maak de keuze kleiner.', 'Try again shortly, or narrow your choice.') };
    case 'unavailable':
      return { title: t('De dienst is nu niet bereikbaar', 'The service cannot be reached now'), again: true,
        advice: t('Uw gegevens zijn veilig. Probeer het over een minuut opnieuw.', 'Your data are safe. Try again in a minute.') };
    case 'resource_exhausted':
      return { title: t('Dit is te veel ineens', 'This is too much at once'), again: false,
        advice: t('Maak de keuze kleiner, bijvoorbeeld één gemeente of één maand.', 'Narrow it: one municipality or one month.') };
    case 'aborted':
      return { title: t('Een ander was u net voor', 'Another was just before you'), again: true, changed: true,
        advice: t('Kijk opnieuw en probeer het dan nog eens.', 'Look again and then try once more.') };
    case 'invalid_argument':
      return { title: t('Er klopt iets niet in wat u invulde', 'Something you filled in is not right'), again: false,
        advice: t('Kijk na wat u invulde en probeer het opnieuw.', 'Check what you filled in and try again.') +
          (error.violations.length > 0 ? ` (${error.violations.map((one) => t(one.field, `${one.field}: ${one.description}`)).join('; ')})` : '') };
    case 'failed_precondition':
      return { title: t('Dit kan nu niet', 'This cannot be done now'), again: false, changed: true,
        advice: t('Kijk opnieuw hoe het ervoor staat.', 'Look again how things stand.') };
    default:
      return { title: t('Er ging iets mis', 'Something went wrong'), again: true,
        advice: t('Probeer het opnieuw. Blijft het misgaan, meld het dan bij het beheer.', 'Try again. If it persists, tell operations.') };
  }
}

/** Any error as something to read. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof CallError)) return byCode(new CallError('unknown', String(error)));
  const said = REASONS[error.reason];
  const general = byCode(error);
  if (!said) return general;
  const who = error.metadata['assignee'] ?? error.metadata['completer'];
  return { ...general, title: t('Dit kan nu niet', 'This cannot be done now'), changed: CHANGED.has(error.reason),
    advice: t(...said) + (who ? ` (${who.replace('persons/', '').replaceAll('-', ' ')})` : '') };
}
