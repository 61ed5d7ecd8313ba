import { useEffect, useRef } from 'react';
import type { Region } from '../../inference/regions.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import type { Keep } from './keptAnswers.ts';
import { holdersOf, placeOf } from './sentence.ts';

interface PartChoiceProps {
  readonly region: Region;
  readonly number: number;
  readonly count: number;
  readonly keep: Keep;
  readonly onKeep: (keep: Keep) => void;
  readonly onClose: () => void;
}

const CHOICES: readonly Keep[] = ['all', 'with', 'without'];

/**
 * What a contested part is, and which answers to keep for it. It takes the focus when a part is pressed, wherever that
 * was: so it is read aloud, is next for the keyboard, and comes into sight. Whatever was pressed has the focus afterwards.
 */
export function PartChoice({ region, number, count, keep, onKeep, onClose }: PartChoiceProps) {
  const { mainPicture: words, sentence } = useMessages();
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
  }, [number]);
  const text = words.partIs(sentence.place(placeOf(region)), region.area, holdersOf(region), count);
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
          {number}
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
    </div>
  );
}
