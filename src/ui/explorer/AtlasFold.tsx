import { lazy, Suspense, useState } from 'react';
import { drawsSlowly } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { meetsMedia } from '../parts/mediaQuery.ts';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import type { AtlasProps } from './Atlas.tsx';

const Atlas = lazy(async () => ({ default: (await import('./Atlas.tsx')).Atlas }));

/** The atlas, folded away where there is little room: unfolding it starts the work on its maps, and folding it ends that. */
export function AtlasFold(props: AtlasProps) {
  const [open, setOpen] = useState(hasRoom);
  const slow = usePageState(drawsSlowly);
  const words = useMessages().atlas;
  return (
    <details
      className="fold"
      data-fold="atlas"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{words.title}</summary>
      {open && slow && <p className="hint">{words.slow}</p>}
      {open && !slow && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <Atlas {...props} />
          </Suspense>
        </PartBoundary>
      )}
    </details>
  );
}

/** On a large screen the place below the sliders would be blank. */
function hasRoom(): boolean {
  return meetsMedia('(min-width: 1900px) and (min-height: 1100px)');
}
