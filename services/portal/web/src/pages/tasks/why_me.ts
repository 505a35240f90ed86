import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import type { Session } from '../../session.ts';
import { formatActor } from '../../words/format.ts';
import { roleTitle } from '../../words/titles.ts';

/** Why a task is among those of the one who looks. The orchestrator says it too, with codes where names are known here. */
export function whyMe(task: orchestrator.Task, session: Session, municipality: string): string {
  if (task.assignee === session.subject) return t('u hebt haar in behandeling', 'you have taken it');
  if (task.assignee) return t(`is bij ${formatActor(task.assignee)}`, `is with ${formatActor(task.assignee)}`);
  const role = roleTitle(task.role);
  const fits = session.roles.includes(task.role ?? '');
  if (fits) return t(`uw rol (${role}) voor ${municipality}`, `your role (${role}) for ${municipality}`);
  return t(`voor ${role} van ${municipality}`, `for ${role} of ${municipality}`);
}
