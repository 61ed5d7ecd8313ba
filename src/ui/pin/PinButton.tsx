import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { pinResult } from './pin.ts';

/** Keeps the present result beside what comes next. */
export function PinButton() {
  const messages = useMessages();
  const ready = usePageState(({ result }) => result.samples !== null && !result.stale);
  const store = useStore();
  return (
    <button
      type="button"
      className="button"
      title={messages.pin.pinHelp}
      disabled={!ready}
      onClick={() => pinResult(store)}
    >
      <Icon name="pin" />
      {messages.pin.pin}
    </button>
  );
}
