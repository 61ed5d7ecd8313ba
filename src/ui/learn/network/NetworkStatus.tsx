import { leaveFocus } from '../../parts/leaveFocus.ts';
import { useCommonMessages } from '../../common/commonTexts.ts';
import { useLearnMessages } from '../messages/messages.ts';
import type { Latest } from './useLatest.ts';
import type { Pictures } from './usePicture.ts';

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

/** What the network is doing, or why it cannot; nothing once all is there. */
export function NetworkStatus({
  pictures,
  latest,
}: {
  pictures: Pictures;
  latest: readonly Latest<unknown>[];
}) {
  const words = useLearnMessages().network;
  const waits = pictures.picture === null && pictures.problem === null;
  const busy = waits || latest.some((each) => each.busy);
  const first = waits || latest.some((each) => each.busy && each.value === null);
  if (!busy && latest.some(({ problem }) => problem !== null)) return <Failures latest={latest} />;
  return (
    <p className="hint" role="status" data-testid="network-status">
      {busy ? (first ? words.loading : words.computing) : words.square}
    </p>
  );
}
