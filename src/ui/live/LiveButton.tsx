import { lazy } from 'react';
import { useMessages } from '../messages.ts';
import { Brief } from '../parts/Brief.tsx';
import { WindowButton } from '../parts/WindowButton.tsx';

const LiveDialog = lazy(async () => ({
  default: (await import('./LiveDialog.tsx')).LiveDialog,
}));

/** Opens the window with the camera. */
export function LiveButton() {
  const words = useMessages().live;
  return (
    <WindowButton
      window={LiveDialog}
      name={words.title}
      icon="video"
      help={words.buttonHelp}
      className="button live-button"
      testId="open-live"
    >
      <Brief word={words.button} brief={words.buttonBrief} />
    </WindowButton>
  );
}
