import { useCommonMessages } from '../../common/commonTexts.ts';
import { useLearnMessages } from '../messages/messages.ts';
import type { Latest } from './useLatest.ts';
import type { Pictures } from './usePicture.ts';

/** What the network is doing, or why it cannot; nothing once all is there. */
export function NetworkStatus({
  pictures,
  latest,
}: {
  pictures: Pictures;
  latest: readonly Latest<unknown>[];
}) {
  const words = useLearnMessages().network;
  const { say } = useCommonMessages();
  const problem = latest.find((each) => each.problem !== null)?.problem;
  const waits = pictures.picture === null && pictures.problem === null;
  const busy = waits || latest.some((each) => each.busy);
  const first = waits || latest.some((each) => each.busy && each.value === null);
  if (problem) return <p className="notice notice-bad">{say(problem)}</p>;
  return (
    <p className="hint" role="status" data-testid="network-status">
      {busy ? (first ? words.loading : words.computing) : words.square}
    </p>
  );
}
