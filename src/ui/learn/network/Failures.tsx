import { useCommonMessages } from '../../common/commonTexts.ts';
import { leaveFocus } from '../../parts/leaveFocus.ts';
import { useLearnMessages } from '../messages/messages.ts';
import type { Latest } from './useLatest.ts';

/** Why something could not be computed, with a button that tries again; nothing where all could be, or is on its way. */
export function Failures({ latest }: { latest: readonly Latest<unknown>[] }) {
  const words = useLearnMessages().network;
  const { say } = useCommonMessages();
  const failed = latest.filter(({ problem, busy }) => problem !== null && !busy);
  if (failed.length === 0) return null;
  return (
    <div className="notice notice-bad" role="alert">
      <p>{say(failed[0]!.problem!)}</p>
      <button
        ref={leaveFocus}
        type="button"
        className="button"
        onClick={() => {
          for (const { again } of failed) again();
        }}
      >
        {words.again}
      </button>
    </div>
  );
}
