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

/** What a contested part is, and which answers to keep for it. */
export function PartChoice({ region, number, count, keep, onKeep, onClose }: PartChoiceProps) {
  const { stage: words, sentence } = useMessages();
  return (
    <div className="part-choice" data-testid="part-choice">
      <span>
        <i className="marker number" aria-hidden="true">
          {number}
        </i>
        {words.partIs(sentence.place(placeOf(region)), region.area, holdersOf(region), count)}
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
