import { useEffect, useState } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { TILES_AT_ONCE, tilesInUse } from './tiles.ts';

/** Tiles that stay although they are out of sight. */
const MOST_KEPT = 400;

export function tileKey(place: readonly number[]): string {
  return place.join();
}

/**
 * The small maps that there are, by `tileKey`, while those that are missing are made, a few at a time.
 *
 * @param wanted places in σ of the prior, the most urgent first
 */
export function useTiles(wanted: readonly (readonly number[])[]): ReadonlyMap<string, ScalarMap> {
  const store = useStore();
  const image = usePageState((state) => state.result.image);
  const made = usePageState(tilesInUse);
  const [kept, setKept] = useState<{
    readonly image: unknown;
    readonly maps: ReadonlyMap<string, ScalarMap>;
  }>({ image, maps: new Map() });
  if (kept.image !== image) {
    setKept({ image, maps: new Map() });
  } else if (made?.some(({ place }) => !kept.maps.has(tileKey(place)))) {
    const entries = made.map(({ place, map }) => [tileKey(place), map] as const);
    setKept({ image, maps: new Map([...kept.maps, ...entries].slice(-MOST_KEPT)) });
  }
  const missing = wanted.filter((place) => !kept.maps.has(tileKey(place)));
  const next = JSON.stringify(missing.slice(0, TILES_AT_ONCE));
  useEffect(() => {
    store.update({ places: JSON.parse(next) as number[][] });
  }, [store, next]);
  useEffect(() => () => store.update({ places: [] }), [store]);
  return kept.maps;
}
