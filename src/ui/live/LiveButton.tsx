import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

const LiveDialog = lazy(async () => ({
  default: (await import('./LiveDialog.tsx')).LiveDialog,
}));

/** Opens the window with the camera. */
export function LiveButton() {
  const [open, setOpen] = useState(false);
  const words = useMessages().live;
  return (
    <>
      <button
        type="button"
        className="button live-button"
        title={words.buttonHelp}
        data-testid="open-live"
        onClick={() => setOpen(true)}
      >
        <Icon name="video" />
        <span className="wide-only">{words.button}</span>
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <LiveDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
