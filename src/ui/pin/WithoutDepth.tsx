import { usePageState, useStore } from '../engine/usePage.ts';
import { shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { isWithoutDepth, pinWithoutDepth, unpin } from './pin.ts';

/** Shows what the network says without the depth beside what it says with it; pressed again, it takes that away. */
export function WithoutDepth() {
  const hasDepth = usePageState((state) => shownDepth(state) !== null);
  const on = usePageState(isWithoutDepth);
  const ready = usePageState(({ result }) => result.samples !== null);
  const store = useStore();
  const words = useMessages().pin;
  if (!hasDepth) return null;
  return (
    <button
      type="button"
      className="button without-depth"
      title={words.withoutDepthHelp}
      aria-pressed={on}
      disabled={!ready}
      onClick={() => (on ? unpin(store) : pinWithoutDepth(store))}
    >
      <Icon name="compare" />
      {words.compareWithoutDepth}
    </button>
  );
}
