import { isAnswered } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Brief } from '../parts/Brief.tsx';
import { Icon } from '../parts/Icon.tsx';
import { pinResult } from './pin.ts';

/** Keeps the present result beside what comes next. */
export function PinButton() {
  const messages = useMessages();
  const answered = usePageState(isAnswered);
  const store = useStore();
  return (
    <button
      type="button"
      className="button"
      title={messages.pin.pinHelp}
      disabled={!answered}
      onClick={() => pinResult(store)}
    >
      <Icon name="pin" />
      <Brief word={messages.pin.pin} brief={messages.pin.pinBrief} />
    </button>
  );
}
