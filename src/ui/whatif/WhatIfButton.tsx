import { lazy, Suspense, useState } from 'react';
import { drawsSlowly, givesOneMap } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

const WhatIfDialog = lazy(async () => ({
  default: (await import('./WhatIfDialog.tsx')).WhatIfDialog,
}));

/** Opens the window in which parts of the network are taken out, where the network has such parts. */
export function WhatIfButton() {
  const [open, setOpen] = useState(false);
  const hasParts = usePageState((state) => !drawsSlowly(state) && !givesOneMap(state));
  const ready = usePageState(({ result }) => result.samples !== null && !result.stale);
  const words = useMessages().whatIf;
  return (
    <>
      <button
        type="button"
        className="button"
        title={hasParts ? words.buttonHelp : words.notHere}
        disabled={!hasParts || !(ready || open)}
        data-testid="open-what-if"
        onClick={() => setOpen(true)}
      >
        <Icon name="parts" />
        {words.button}
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <WhatIfDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
