import { lazy, Suspense, useState } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

/** With three.js only for those who open it. */
const CloudDialog = lazy(async () => ({
  default: (await import('./CloudDialog.tsx')).CloudDialog,
}));

/** Opens the window with the photo in space, where there is any depth. */
export function CloudButton() {
  const [open, setOpen] = useState(false);
  const ready = usePageState(
    (state) => shownDepth(state) !== null || (state.result.image?.correctedDepth ?? null) !== null,
  );
  const words = useMessages().cloud;
  return (
    <>
      <button
        type="button"
        className="button"
        title={words.buttonHelp}
        disabled={!ready}
        data-testid="open-cloud"
        onClick={() => setOpen(true)}
      >
        <Icon name="cube" />
        {words.button}
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <CloudDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
