import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

const DepthInspector = lazy(async () => ({
  default: (await import('./DepthInspector.tsx')).DepthInspector,
}));

/** Opens the window in which the depth file's readings are looked at and adjusted. */
export function InspectButton() {
  const [open, setOpen] = useState(false);
  const words = useMessages().inspector;
  return (
    <>
      <button
        type="button"
        className="button quiet"
        title={words.openHelp}
        data-testid="inspect-depth"
        onClick={() => setOpen(true)}
      >
        <Icon name="look" />
        {words.open}
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <DepthInspector onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
