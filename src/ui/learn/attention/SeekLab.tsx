import { useState } from 'react';
import { HIDE_GRID } from '../../../image/hidePhoto.ts';
import type { ScalarMap } from '../../../image/types.ts';
import { mean } from '../../../math/statistics.ts';
import { formatNumber, formatShare } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { type AttentionProps, halfAtRandom, PATCHES, patchesOf, toggled } from './fields.ts';

interface SeekLabProps extends AttentionProps {
  readonly address: string | null;
  readonly busy: boolean;
  readonly map: ScalarMap | null;
  /** The map of the same photo with nothing hidden. */
  readonly whole: ScalarMap | null;
}

/** Patches of the photo to hide, and the map that is left. */
export function SeekLab({ values, change, address, busy, map, whole }: SeekLabProps) {
  const words = useLearnMessages().attention.seek;
  const { hidden } = values;
  const [seed, setSeed] = useState(1);
  const patches = patchesOf(hidden);
  return (
    <div className="lab" data-testid="seek-lab" aria-busy={busy}>
      <div className="lab-picture">
        <div className="map-row map-row-two">
          <div className="seek" role="group" aria-label={words.grid}>
            {address !== null && <img src={address} alt="" />}
            {Array.from({ length: PATCHES }, (_, patch) => (
              <button
                key={patch}
                type="button"
                aria-label={words.patch(
                  formatNumber(Math.floor(patch / HIDE_GRID) + 1),
                  formatNumber((patch % HIDE_GRID) + 1),
                )}
                aria-pressed={patches.includes(patch)}
                onClick={() => change({ hidden: toggled(hidden, patch) })}
              />
            ))}
          </div>
          {map !== null && <MapFigure label={words.map} map={map} />}
        </div>
      </div>
      <div className="lab-handles">
        <div className="lab-row">
          <button
            type="button"
            className="button"
            onClick={() => {
              change({ hidden: halfAtRandom(seed) });
              setSeed(seed + 1);
            }}
          >
            {words.random}
          </button>
          <button type="button" className="button" onClick={() => change({ hidden: 0 })}>
            {words.none}
          </button>
        </div>
        <Numbers
          entries={[
            [words.numbers.hidden, formatShare(patches.length / PATCHES), 'hidden-share'],
            [words.numbers.bright, map === null ? '–' : formatShare(mean(map.data)), 'seek-bright'],
            [
              words.numbers.kept,
              map === null || whole === null ? '–' : formatShare(keptOf(map, whole)),
              'seek-kept',
            ],
          ]}
        />
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

/** How much of what one map holds another holds as well: Σ min / Σ. */
function keptOf(map: ScalarMap, whole: ScalarMap): number {
  const sum = whole.data.reduce((total, value) => total + value, 0);
  const both = whole.data.reduce((total, value, i) => total + Math.min(value, map.data[i]!), 0);
  return sum === 0 ? 1 : both / sum;
}
