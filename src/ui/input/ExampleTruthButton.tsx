import { openExampleTruth } from '../assessment/assess.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { leaveFocus } from '../parts/leaveFocus.ts';

/** Opens the sample's own ground truth. It goes when that is there, and leaves the focus behind. */
export function ExampleTruthButton({ className }: { readonly className: string }) {
  const words = useMessages().input;
  const store = useStore();
  return (
    <button
      ref={leaveFocus}
      type="button"
      className={className}
      onClick={() => openExampleTruth(store)}
    >
      <Icon name="add" />
      {words.exampleTruth}
    </button>
  );
}
