// The time of the suite, which for a suite with a driven clock is not that of the browser.
import { useCall } from './answer.tsx';

/** Now, by the suite; until it is known by the browser. */
export function useNow(): Date {
  const { answer } = useCall('Operations/GetTime', {});
  return answer?.now ? new Date(answer.now) : new Date();
}
