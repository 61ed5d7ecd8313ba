/** The way of a photo: from the visitor's hand to the network. */

import type { Role } from '../../image/types.ts';
import { AS_STORED, turnOnce } from '../../image/adjustDepth.ts';
import type { DepthFit } from '../../inference/prepareDepth.ts';
import type { DepthDamage, PairRequest } from '../../worker/protocol.ts';
import { depthOfLink } from '../link/hashCodec.ts';
import type { OpenImage, WithoutDepth } from './openImage.ts';
import type { LinkDepth } from '../link/pinCodec.ts';
import { keyOf } from '../engine/shelf.ts';
import type { Stage } from '../engine/stage.ts';
import type { PageStore } from '../engine/store.ts';
import { depthInUse } from './estimate.ts';
import { type Candidate, ownFile, withAnswers, withFiles } from './incoming.ts';
import { exampleSource, exampleTruth } from './exampleList.ts';
import { begun, shownImage } from './shownImage.ts';

// 1. The visitor asks for an image. Until it could be read, the one on the screen stays.

/** What is said about a sample that is opened. */
interface ExampleSettings extends Pick<Candidate, 'adjust' | 'notice' | 'keepsSettings'> {
  /** How its depth is read or what takes its place, if not as the sample says. */
  readonly depth?: LinkDepth | null;
  /** Its own ground truth is opened with it, where it has one. */
  readonly withTruth?: boolean;
}

export function openExample(
  store: PageStore,
  id: string,
  { depth = null, withTruth = false, ...more }: ExampleSettings = {},
): void {
  const pair = store.get().examplePairs.find((each) => each.id === id);
  if (pair === undefined) {
    store.update({ notice: { kind: 'unknown-example', id } });
    return;
  }
  open(store, {
    origin: { kind: 'example', id },
    photo: exampleSource(id, pair.photo),
    depth: exampleSource(`${id}-depth`, pair.depth),
    ...depthOfLink(depth, pair.near),
    ...more,
    truth: withTruth ? exampleTruth(pair) : null,
    fit: null,
    optional: ['depth', 'truth'],
  });
}

/** Opens files from a picker, a drop or the clipboard; `slot` is null where none was aimed at. */
export function openFiles(store: PageStore, files: readonly File[], slot: Role | null): void {
  if (files.length > 0) store.update({ incoming: { kind: 'files', files, slot } });
}

/** Opens files that need no guessing. */
export function open(store: PageStore, candidate: Candidate): void {
  store.update({ incoming: { kind: 'image', candidate } });
}

/** The files of a pair of a batch. */
export interface PairFiles {
  readonly photo: File;
  readonly depth: File | null;
  readonly truth: File | null;
  /** The answers of further people. */
  readonly otherTruths: readonly File[];
}

/** How a pair of a batch is run. */
export interface PairSettings extends Omit<PairRequest, 'name' | 'photo' | 'depth' | 'truth'> {
  /** What pairs without a depth file are run with. */
  readonly withoutDepth: WithoutDepth;
}

/** Opens a pair of a batch with the settings that it was run with. */
export function openPair(store: PageStore, files: PairFiles, settings: PairSettings | null): void {
  const { photo, depth, truth, otherTruths } = files;
  open(store, {
    origin: { kind: 'own' },
    photo: ownFile(photo),
    depth: depth && ownFile(depth),
    depthChoice: depth === null ? (settings?.withoutDepth ?? 'estimated') : 'file',
    truth: truth && withAnswers(ownFile(truth), otherTruths.map(ownFile)),
    near: settings?.near ?? 'auto',
    fit: settings?.fit ?? null,
    adjust: settings?.adjust ?? AS_STORED,
    optional: ['depth', 'truth'],
    ...(settings && { sampling: { seed: settings.seed, count: settings.count, spread: 1 } }),
  });
}

/** Exchanges the two files. */
export function swap(store: PageStore): void {
  const { image } = store.get();
  const { photo, depth, truth } = image;
  if (photo === null || depth === null) return;
  const files = { photo: depth.file, depth: photo.file };
  open(store, withFiles(image, truth === null ? files : { ...files, truth: truth.file }));
}

// 2. The files are looked at and read: `readFiles.ts`.

// 3. The image comes to the screen, or a question first where photo and depth map do not fit.

/** What may become of a depth map of another shape. */
export type ShapeAnswer = DepthFit | 'turn' | 'estimated' | 'without' | 'cancel';

/** The visitor's decision on a depth map of another shape. */
export function answerQuestion(store: PageStore, answer: ShapeAnswer): void {
  const state = store.get();
  const { question } = state;
  if (question === null) return;
  const { image } = question;
  const show = (chosen: OpenImage) =>
    store.update({ ...shownImage(chosen), ...begun(state, chosen) });
  if (answer === 'cancel') store.update({ question: null });
  else if (answer === 'turn') {
    const turns = turnOnce(image.adjust, 'clockwise');
    show({ ...image, adjust: { ...image.adjust, turns } });
  } else if (answer === 'without' || answer === 'estimated') {
    const depthChoice = answer === 'without' ? 'none' : answer;
    show({ ...image, depth: null, depthChoice });
  } else show({ ...image, fit: answer });
}

/** The visitor's decision on a depth map that was opened as a photo. */
export type DepthAnswer = 'depth' | 'photo' | 'cancel';

export function answerDepthQuestion(store: PageStore, answer: DepthAnswer): void {
  const { depthQuestion: file } = store.get();
  if (file === null) return;
  store.update({ depthQuestion: null });
  if (answer === 'cancel') return;
  store.update({ incoming: { kind: 'files', files: [file], slot: answer, isSure: true } });
}

/** The visitor's decision on a picture that may be photo and depth in one. */
export type PlaceAnswer = 'take' | 'photo' | 'cancel';

export function answerPlaceQuestion(store: PageStore, answer: PlaceAnswer): void {
  const { placeQuestion } = store.get();
  if (placeQuestion === null) return;
  store.update({ placeQuestion: null });
  const { candidate, place } = placeQuestion;
  const { photo } = candidate;
  if (answer === 'photo') {
    open(store, { ...candidate, asPhoto: true });
  } else if (answer === 'take') {
    const part = { ...photo, key: `${photo.key}-${place}`, depthIn: place };
    open(store, { ...candidate, photo: part, depth: part, depthChoice: 'file', asPhoto: true });
  }
}

// 4. The network takes the image in. From here on, results are drawn (result/sample.ts) and explored (explorer/latent.ts).

export const analyse: Stage<'analyse'> = {
  name: 'analyse',
  after: 'model',
  key: (request, state) => {
    const { model, photo, near, fit, adjust, damage, variant } = request;
    const depth = depthInUse(request, state);
    if (depth === undefined) return null;
    const read = depth === null || depth === 'estimated' ? depth : [depth.key, near, fit, adjust];
    const tried = damage === null && variant === 'full' ? [] : [damageKey(damage), variant];
    return keyOf('analyse', model, photo.key, read, ...tried);
  },
  run: ({ client, store }, request, signal) => {
    const { photo, near, fit, adjust, damage, variant } = request;
    const depth = depthInUse(request, store.get()) ?? null;
    const image = { photo, depth, near, fit, adjust, damage, variant };
    return client.call('setImage', image, { signal });
  },
};

function damageKey(damage: DepthDamage | null): unknown {
  return damage && { ...damage, other: damage.other && [damage.other.file.key, damage.other.near] };
}
