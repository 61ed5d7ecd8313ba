import type { ScalarMap } from '../../../image/types.ts';
import { mean } from '../../../math/statistics.ts';
import { formatNumber, formatShare } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { ATTENTION_FIELDS, type AttentionProps } from './fields.ts';

interface OtherLabProps extends AttentionProps {
  /** One after the other, as far as they are there. */
  readonly maps: readonly ScalarMap[];
}

/** What comes to light when what was found is hidden. */
export function OtherLab({ values, change, maps }: OtherLabProps) {
  const words = useLearnMessages().attention.other;
  const { turns } = values;
  return (
    <div className="lab" data-testid="other-lab">
      <div className="lab-picture">
        <div className="map-row map-row-four">
          {maps.map((map, index) => (
            <MapFigure key={index} label={words.answer(formatNumber(index + 1))} map={map} />
          ))}
        </div>
      </div>
      <div className="lab-handles">
        <div className="lab-row">
          <button
            type="button"
            className="button primary"
            disabled={turns === ATTENTION_FIELDS.turns.max}
            onClick={() => change({ turns: turns + 1 })}
          >
            {words.again}
          </button>
          <button type="button" className="button" onClick={() => change({ turns: 1 })}>
            {words.start}
          </button>
        </div>
        <Numbers
          entries={maps.map((map, index) => [
            words.bright(formatNumber(index + 1)),
            formatShare(mean(map.data)),
            `answer-${index + 1}-mean`,
          ])}
        />
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}
