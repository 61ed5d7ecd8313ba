import { lazy } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { WindowButton } from '../parts/WindowButton.tsx';

/** With three.js only for those who open it. */
const CloudDialog = lazy(async () => ({
  default: (await import('./CloudDialog.tsx')).CloudDialog,
}));

/** Opens the window with the photo in space, where there is any depth. */
export function CloudButton() {
  const ready = usePageState(
    (state) => shownDepth(state) !== null || (state.result.image?.correctedDepth ?? null) !== null,
  );
  const words = useMessages().cloud;
  return (
    <WindowButton
      window={CloudDialog}
      name={words.title}
      icon="cube"
      help={words.buttonHelp}
      disabled={!ready}
      testId="open-cloud"
    >
      {words.button}
    </WindowButton>
  );
}
