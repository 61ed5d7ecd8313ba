import type { DepthAdjustment } from '../../image/adjustDepth.ts';
import type { ImageSize } from '../../image/types.ts';
import type { NearChoice } from '../../inference/prepareDepth.ts';
import type { OpenDepth, OpenImage, OpenPhoto } from './openImage.ts';
import { requestOf } from '../engine/selectors.ts';
import { keyOf } from '../engine/shelf.ts';
import { type Job, resultOf, type Tools } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { analyse } from './photo.ts';

/** What the visitor chooses about the depth of the image on the screen. */

export const NEAR_CHOICES: readonly NearChoice[] = ['auto', 'bright', 'dark'];

export function removeDepth(store: PageStore): void {
  const { image } = store.get();
  if (image.photo === null) return;
  // A photo that is being read comes all the same.
  store.ask({ image: { ...image, depth: null, depthChoice: 'none' }, notice: null });
}

export function setNear(store: PageStore, near: NearChoice): void {
  setDepth(store, { near, depthChoice: 'file' });
}

/** Where the depth comes from, and how a file is read. A file that is not there cannot be chosen. */
export function setDepth(
  store: PageStore,
  choice: Pick<OpenImage, 'near' | 'depthChoice'> & Partial<Pick<OpenImage, 'adjust'>>,
): void {
  const { image } = store.get();
  if (choice.depthChoice === 'file' && image.depth === null) return;
  store.ask({ image: { ...image, ...choice } });
}

/** How else the depth file is read. */
export function adjustFile(store: PageStore, change: Partial<DepthAdjustment>): void {
  const { near, adjust } = store.get().image;
  setDepth(store, { near, depthChoice: 'file', adjust: { ...adjust, ...change } });
}

/** The preview of the depth map, read anew where it does not show what the network is given. */
export function previewJob(state: PageState, { client }: Tools): Job | null {
  const { photo, depth, near: choice, fit, adjust } = state.image;
  if (depth === null) return null;
  const near =
    choice === 'auto' ? (resultOf(analyse, requestOf(state), state)?.near ?? depth.near) : choice;
  const wanted = { near, fit, adjust };
  if (isShown(depth, wanted)) return null;
  const key = keyOf('preview', depth.file.key, wanted);
  if (state.failed.has(key)) return null;
  const shape = fit === 'crop' && photo !== null ? sizeOf(photo) : null;
  return {
    name: 'preview',
    lane: 'files',
    key,
    run: async (signal) => {
      const facts = await client.call(
        'readDepth',
        { file: depth.file, photo: photo?.file ?? null, near, adjust, shape },
        { signal },
      );
      return ({ image }) =>
        image.depth === depth ? { image: { ...image, depth: { ...depth, ...wanted, facts } } } : {};
    },
    failed: ({ failed }, problem) => ({
      failed: new Set([...failed, key]),
      notice: { kind: 'problem', problem },
    }),
  };
}

function isShown(depth: OpenDepth, wanted: Pick<OpenDepth, 'near' | 'fit' | 'adjust'>): boolean {
  const { near, fit, adjust } = depth;
  return keyOf({ near, fit, adjust }) === keyOf(wanted);
}

function sizeOf({ facts }: OpenPhoto): ImageSize {
  return { height: facts.height, width: facts.width };
}
