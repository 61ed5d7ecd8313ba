import { lazy, Suspense, useEffect, useRef } from 'react';
import type { SampleSet } from '../../worker/protocol.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import { Segments } from '../parts/Segments.tsx';
import type { Keep } from './keptAnswers.ts';
import { holdersOf, placeOf } from './sentence.ts';

/** It measures, and many never ask. */
const WhyUnsure = lazy(async () => ({ default: (await import('../why/WhyUnsure.tsx')).WhyUnsure }));

interface PartChoiceProps {
  readonly samples: SampleSet;
  /** The contested part, from 0. */
  readonly part: number;
  readonly keep: Keep;
  readonly onKeep: (keep: Keep) => void;
  readonly onClose: () => void;
}

const CHOICES: readonly Keep[] = ['all', 'with', 'without'];

/**
 * What a contested part is, and which answers to keep for it. It takes the focus when a part is pressed, wherever that
 * was: so it is read aloud, is next for the keyboard, and comes into sight. Whatever was pressed has the focus afterwards.
 */
export function PartChoice({ samples, part, keep, onKeep, onClose }: PartChoiceProps) {
  const { mainPicture: words, sentence, why } = useMessages();
  // Minutes would pass until it knew.
  const isSlow = usePageState(drawsSlowly);
  const region = samples.regions.contested[part]!;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pressed = document.activeElement;
    const own = bar.current;
    own?.focus();
    return () => {
      // Somebody who went elsewhere in the meantime stays there.
      const wasInside =
        own?.contains(document.activeElement) || document.activeElement === document.body;
      if (wasInside && pressed instanceof HTMLElement) pressed.focus({ preventScroll: true });
    };
  }, [part]);
  const text = words.partIs(
    sentence.place(placeOf(region)),
    region.area,
    holdersOf(region),
    samples.count,
  );
  return (
    <div
      ref={bar}
      className="part-choice"
      role="group"
      aria-label={text}
      tabIndex={-1}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
      data-testid="part-choice"
    >
      <span>
        <i className="marker number" aria-hidden="true">
          {part + 1}
        </i>
        {text}
      </span>
      <Segments
        small
        legend={words.keep}
        options={CHOICES}
        labels={words.keeps}
        value={keep}
        onChange={onKeep}
      />
      <button type="button" className="icon-button" aria-label={words.closePart} onClick={onClose}>
        <Icon name="close" />
      </button>
      {!isSlow && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense fallback={<p className="why">{why.measuring}</p>}>
            <WhyUnsure samples={samples} part={part} />
          </Suspense>
        </PartBoundary>
      )}
    </div>
  );
}
