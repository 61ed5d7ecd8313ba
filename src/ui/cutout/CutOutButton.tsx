import { lazy, Suspense, useState } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

const CutOutDialog = lazy(async () => ({
  default: (await import('./CutOutDialog.tsx')).CutOutDialog,
}));

/** Opens the window in which the object is cut out, ready to be saved. */
export function CutOutButton() {
  const [open, setOpen] = useState(false);
  const ready = usePageState(({ result, image }) => {
    return result.samples !== null && !result.stale && result.photo === image.photo?.file.key;
  });
  const words = useMessages().cutOut;
  return (
    <>
      <button
        type="button"
        className="button cut-out-button"
        title={words.buttonHelp}
        disabled={!ready}
        data-testid="cut-out"
        onClick={() => setOpen(true)}
      >
        <Icon name="scissors" />
        {words.button}
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <CutOutDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
