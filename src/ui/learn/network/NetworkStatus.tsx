import { useLearnMessages } from '../messages/messages.ts';
import { Failures } from './Failures.tsx';
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
