// The time of the suite, which for a suite with a driven clock is not that of the browser.
import { may } from '../session.ts';
import { useCall } from './answer.tsx';
import { useSession } from './session_context.ts';

/** Now, by the suite; until it is known, and for who may not ask it, by the browser. */
export function useNow(): Date {
  const { answer } = useCall('Operations/GetTime', may(useSession(), 'Operations/GetTime') ? {} : null);
  return answer?.now ? new Date(answer.now) : new Date();
}
