import { lazy, Suspense, useState } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';

const DamageDialog = lazy(async () => ({
  default: (await import('./DamageDialog.tsx')).DamageDialog,
}));

/** Opens the damage lab, where there is a depth map to damage. */
export function DamageButton() {
  const [open, setOpen] = useState(false);
  const hasDepth = usePageState((state) => shownDepth(state) !== null);
  const ready = usePageState(({ result }) => result.samples !== null && !result.stale);
  const words = useMessages().damage;
  return (
    <>
      <button
        type="button"
        className="button"
        title={hasDepth ? words.buttonHelp : words.noDepth}
        disabled={!hasDepth || !(ready || open)}
        data-testid="open-damage"
        onClick={() => setOpen(true)}
      >
        <Icon name="broken" />
        {words.button}
      </button>
      {open && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <DamageDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
