import type { ScalarMap } from '../../../image/types.ts';
import { maskOverlap, halfMask } from '../../../metrics/maskOverlap.ts';
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
  const first = maps[0];
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
          entries={maps.flatMap((map, index) => {
            const number = formatNumber(index + 1);
            const bright = [words.bright(number), formatShare(mean(map.data))] as const;
            if (index === 0 || first === undefined) return [bright];
            const overlap = maskOverlap(halfMask(map), halfMask(first));
            return [bright, [words.overlap(number), formatShare(overlap), `overlap-${index + 1}`]];
          })}
        />
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}
