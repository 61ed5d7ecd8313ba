import { lazy } from 'react';
import { useMessages } from '../messages.ts';
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
      <span className="wide-only">{words.button}</span>
      <span className="narrow-only" aria-hidden="true">
        {words.buttonBrief}
      </span>
    </WindowButton>
  );
}
