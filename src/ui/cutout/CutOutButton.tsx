import { lazy } from 'react';
import { isAnswered } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { WindowButton } from '../parts/WindowButton.tsx';

const CutOutDialog = lazy(async () => ({
  default: (await import('./CutOutDialog.tsx')).CutOutDialog,
}));

/** Opens the window in which the object is cut out, ready to be saved. */
export function CutOutButton() {
  const answered = usePageState(isAnswered);
  const words = useMessages().cutOut;
  return (
    <WindowButton
      window={CutOutDialog}
      name={words.title}
      icon="scissors"
      help={words.buttonHelp}
      className="button cut-out-button"
      disabled={!answered}
      testId="cut-out"
    >
      {words.button}
    </WindowButton>
  );
}
