import type { ImageSize } from '../../image/types.ts';
import type { NearChoice } from '../../inference/prepareDepth.ts';
import type { OpenImage, OpenPhoto } from '../engine/image.ts';
import { keyOf } from '../engine/shelf.ts';
import type { Job, Tools } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { analysisOf, shownImage } from './photo.ts';

/** What the visitor chooses about the depth of the image on the screen. */

export const NEAR_CHOICES: readonly NearChoice[] = ['auto', 'bright', 'dark'];

export function removeDepth(store: PageStore): void {
  const { image } = store.get();
  if (image.photo === null) return;
  store.update(shownImage({ ...image, depth: null, depthChoice: 'none' }));
}

export function setNear(store: PageStore, near: NearChoice): void {
  setDepth(store, { near, depthChoice: 'file' });
}

/** Where the depth comes from, and how a file is read. A file that is not there cannot be chosen. */
export function setDepth(
  store: PageStore,
  { near, depthChoice }: Pick<OpenImage, 'near' | 'depthChoice'>,
): void {
  const { image } = store.get();
  if (depthChoice === 'file' && image.depth === null) return;
  store.ask({ image: { ...image, near, depthChoice } });
}

/** The preview of the depth map, read anew where it does not show what the network is given. */
export function nearJob(state: PageState, { client }: Tools): Job | null {
  const { photo, depth, near: choice, fit } = state.image;
  if (depth === null) return null;
  const near = choice === 'auto' ? (analysisOf(state)?.near ?? depth.near) : choice;
  if (depth.near === near && depth.fit === fit) return null;
  const key = keyOf('near', depth.file.key, near, fit);
  if (state.failed.has(key)) return null;
  const shape = fit === 'crop' && photo !== null ? sizeOf(photo) : null;
  return {
    name: 'near',
    lane: 'files',
    key,
    run: async (signal) => {
      const facts = await client.call('readDepth', { file: depth.file, near, shape }, { signal });
      return ({ image }) =>
        image.depth === depth ? { image: { ...image, depth: { ...depth, facts, near, fit } } } : {};
    },
    failed: ({ failed }, problem) => ({
      failed: new Set([...failed, key]),
      notice: { kind: 'problem', problem },
    }),
  };
}

function sizeOf({ facts }: OpenPhoto): ImageSize {
  return { height: facts.height, width: facts.width };
}
