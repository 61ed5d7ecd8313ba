/** Small maps all over the prior, for the atlas. They are made when nothing else is left to do. */

import { drawsSlowly, requestOf } from '../engine/selectors.ts';
import { keyOf, type Tile } from '../engine/shelf.ts';
import { resultOf, type Stage } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import { analyse } from '../input/photo.ts';
import { latentPoint } from './latent.ts';

/** Maps made in one go: so few that a slider that moves meanwhile does not notice. */
export const TILES_AT_ONCE = 6;

/** Not of a network that runs as a whole for each sample: that would take minutes. */
export const tiles: Stage<'tiles'> = {
  name: 'tiles',
  after: 'analyse',
  key: (request, state) => {
    const { places } = state;
    if (places.length === 0 || resultOf(analyse, request, state) === null || drawsSlowly(state))
      return null;
    return keyOf('tiles', analyse.key(request, state), places);
  },
  run: async ({ client, store }, request, signal) => {
    const { places } = store.get();
    const prior = resultOf(analyse, request, store.get())!;
    const points = places.map((place) => latentPoint(prior, place));
    const maps = await client.call('smallMaps', points, { signal });
    return maps.map((map, index): Tile => ({ place: places[index]!, map }));
  },
};

/** The tiles that were asked for last, once they are there. */
export function tilesInUse(state: PageState): readonly Tile[] | null {
  return resultOf(tiles, requestOf(state), state);
}
