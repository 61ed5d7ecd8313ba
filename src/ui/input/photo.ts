/** The way of a photo: from the visitor's hand to the network. */

import type { Role } from '../../image/types.ts';
import { AS_STORED, QUARTER_TURNS } from '../../image/adjustDepth.ts';
import { compareShapes } from '../../image/fitDepth.ts';
import type { DepthFit } from '../../inference/prepareDepth.ts';
import type { DepthDamage, PairRequest, SourceFile } from '../../worker/protocol.ts';
import { depthOfLink } from '../link/hashCodec.ts';
import type {
  OpenDepth,
  OpenImage,
  OpenPhoto,
  OpenTruth,
  SizeQuestion,
  WithoutDepth,
} from './openImage.ts';
import type { LinkDepth } from '../link/pinCodec.ts';
import type { Notice } from '../engine/notice.ts';
import { isLoss, problemOf } from '../engine/problems.ts';
import { keyOf } from '../engine/shelf.ts';
import type { Job, Stage, Tools } from '../engine/stage.ts';
import type { Change, PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { isCheckpointName } from '../models/modelMenu.ts';
import { depthInUse } from './estimate.ts';
import {
  type Candidate,
  type Incoming,
  keyOfIncoming,
  ownFile,
  type Source,
  withFiles,
} from './incoming.ts';
import { exampleSource } from './exampleList.ts';
import { begun, misfitOf, notOpened, shownImage } from './shownImage.ts';

// 1. The visitor asks for an image. Until it could be read, the one on the screen stays.

/** What is said about a sample that is opened. */
interface ExampleSettings extends Pick<Candidate, 'adjust' | 'notice' | 'keepsSettings'> {
  /** How its depth is read or what takes its place, if not as the sample says. */
  readonly depth?: LinkDepth | null;
}

export function openExample(
  store: PageStore,
  id: string,
  { depth = null, ...more }: ExampleSettings = {},
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
    truth: null,
    fit: null,
    optional: ['depth'],
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
}

/** How a pair of a batch is run. */
export interface PairSettings extends Omit<PairRequest, 'name' | 'photo' | 'depth' | 'truth'> {
  /** What pairs without a depth file are run with. */
  readonly withoutDepth: WithoutDepth;
}

/** Opens a pair of a batch with the settings that it was run with. */
export function openPair(store: PageStore, files: PairFiles, settings: PairSettings | null): void {
  const { photo, depth, truth } = files;
  open(store, {
    origin: { kind: 'own' },
    photo: ownFile(photo),
    depth: depth && ownFile(depth),
    depthChoice: depth === null ? (settings?.withoutDepth ?? 'estimated') : 'file',
    truth: truth && ownFile(truth),
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

// 2. The files are looked at and read.

export interface ImageTools extends Tools {
  readonly fetchBlob: (address: string, signal: AbortSignal) => Promise<Blob>;
  readonly createAddress: (blob: Blob) => string;
  /** Bytes that the browser still grants; null where it does not say. */
  readonly estimateRoom: () => Promise<number | null>;
}

export function decodeJob(incoming: Incoming, tools: ImageTools): Job {
  return {
    name: 'decode',
    lane: 'files',
    key: keyOfIncoming(incoming),
    run: async (signal) => {
      switch (incoming.kind) {
        case 'files':
          return decodeFiles(
            incoming.files,
            incoming.slot,
            incoming.isSure === true,
            tools,
            signal,
          );
        case 'image':
          return decodeImage(incoming.candidate, tools, signal);
        case 'truth':
          return decodeTruth(incoming.truth, tools, signal);
        case 'checkpoint':
          return offerCheckpoint(incoming.file, tools);
      }
    },
    failed: (state, problem) => ({
      ...notOpened(state),
      notice: { kind: 'problem', problem },
    }),
  };
}

async function decodeFiles(
  files: readonly File[],
  slot: Role | null,
  isSure: boolean,
  tools: ImageTools,
  signal: AbortSignal,
) {
  const checkpoint = files.find(({ name }) => isCheckpointName(name));
  if (checkpoint !== undefined) return offerCheckpoint(checkpoint, tools);
  // Words of all data sets: a chapter that only shows a sample does without them.
  const { findRoles } = await import('./findRoles.ts');
  const found = await findRoles(files, slot, isSure);
  if (found === 'depth') {
    const [file] = files;
    return (state: PageState): Change => ({ ...notOpened(state), depthQuestion: file! });
  }
  const { unused, ...roles } = found;
  const { photo, depth, truth } = roles;
  const { image, awaitedDepth } = tools.store.get();
  if (photo === undefined && depth === undefined && truth !== undefined) {
    return decodeTruth(truth, tools, signal);
  }
  const candidate = asAwaited(withFiles(image, roles), awaitedDepth);
  const notice = unused === undefined ? null : { kind: 'views-left-out' as const, files: unused };
  return decodeImage({ ...candidate, notice }, tools, signal);
}

/** As the link says by which the visitor came; a depth map that is then not there is estimated. */
function asAwaited(candidate: Candidate, awaited: PageState['awaitedDepth']): Candidate {
  if (awaited === null || awaited.depth === null) return candidate;
  const { depth, adjust } = awaited;
  return { ...candidate, ...depthOfLink(depth, candidate.near), adjust };
}

async function offerCheckpoint(file: File, { estimateRoom }: ImageTools) {
  const offer = { file, room: await estimateRoom() };
  return (): Change => ({ incoming: null, offer });
}

/** Reads a file, unless it is the one that is open already. */
async function readOnce<Open extends { readonly file: SourceFile }>(
  source: Source | null,
  current: Open | null,
  fetchBlob: (address: string) => Promise<Blob>,
  read: (file: SourceFile) => Promise<Open>,
): Promise<Open | null> {
  if (source === null) return null;
  if (current?.file.key === source.key) return current;
  if ('blob' in source) return read(source);
  const { key, name, address } = source;
  return read({ key, name, blob: await fetchBlob(address) });
}

async function decodeImage(candidate: Candidate, tools: ImageTools, signal: AbortSignal) {
  const current = tools.store.get().image;
  // What `auto` decides is not known yet; most files hold bright as near.
  const near = candidate.near === 'auto' ? 'bright' : candidate.near;
  const adjust = candidate.adjust ?? AS_STORED;
  const readDepth = async (file: SourceFile): Promise<OpenDepth> => {
    const request = { file, near, adjust, shape: null };
    const facts = await tools.client.call('readDepth', request, { signal });
    return { file, facts, near, fit: 'stretch', adjust };
  };
  const read = await readAll(candidate, current, readDepth, tools, signal);
  const { photo, truth, notice } = read;
  const looksInside = read.depth === null && candidate.depthChoice !== 'none';
  const place = looksInside ? (photo?.facts.depthInFile ?? null) : null;
  const isKnown = photo === current.photo || candidate.asPhoto === true;
  if (photo !== null && place !== null && place !== 'inner' && !isKnown) {
    const placeQuestion = { candidate: { ...candidate, photo: photo.file }, place };
    return (state: PageState): Change =>
      signal.aborted ? {} : { ...notOpened(state), placeQuestion };
  }
  // Phones write depth into the photo's own file.
  const isInside = photo !== null && place === 'inner';
  const depth = isInside ? await readDepth(photo.file) : read.depth;
  const choice = isInside ? 'file' : candidate.depthChoice;
  const image: OpenImage = {
    origin: candidate.origin,
    photo,
    depth,
    depthChoice: choice === 'file' && depth === null ? 'estimated' : choice,
    truth,
    near: candidate.near,
    fit: candidate.fit ?? 'stretch',
    adjust,
  };
  return (state: PageState): Change => {
    if (signal.aborted) return {};
    const question = candidate.fit === null ? questionOf(image) : null;
    return question === null
      ? {
          ...shownImage(image, notice),
          ...(candidate.keepsSettings !== true && begun(state, image)),
          ...candidate.sampling,
        }
      : { ...notOpened(state), question, notice };
  };
}

/**
 * Reads the files of a candidate at the same time.
 *
 * @returns null for a file that there is none of, and for one that may be left out and could not be read: `notice` says so
 * @throws why another could not be read; the signal's reason
 */
async function readAll(
  candidate: Candidate,
  current: OpenImage,
  readDepth: (file: SourceFile) => Promise<OpenDepth>,
  { client, createAddress, ...tools }: ImageTools,
  signal: AbortSignal,
): Promise<Pick<OpenImage, 'photo' | 'depth' | 'truth'> & { readonly notice: Notice | null }> {
  const fetchBlob = (address: string) => tools.fetchBlob(address, signal);
  const [photo, depth, truth] = await Promise.allSettled([
    readOnce<OpenPhoto>(candidate.photo, current.photo, fetchBlob, async (file) => {
      const facts = await client.call('readPhoto', file, { signal });
      return { file, facts, address: createAddress(facts.preview) };
    }),
    readOnce<OpenDepth>(candidate.depth, current.depth, fetchBlob, readDepth),
    readOnce<OpenTruth>(candidate.truth, current.truth, fetchBlob, async (file) => ({
      file,
      facts: await client.call('readTruth', file, { signal }),
    })),
  ]);
  signal.throwIfAborted();
  if (photo.status === 'rejected') throw photo.reason;
  const optional = { depth, truth };
  let notice = candidate.notice ?? null;
  for (const role of ['truth', 'depth'] as const) {
    const outcome = optional[role];
    if (outcome.status === 'fulfilled') continue;
    const problem = problemOf(outcome.reason);
    if (isLoss(problem) || !candidate.optional.includes(role)) throw outcome.reason;
    notice = { kind: `${role}-left-out`, problem };
  }
  return {
    photo: photo.value,
    depth: depth.status === 'fulfilled' ? depth.value : null,
    truth: truth.status === 'fulfilled' ? truth.value : null,
    notice,
  };
}

async function decodeTruth(source: Source, tools: ImageTools, signal: AbortSignal) {
  const { client } = tools;
  const fetchBlob = (address: string) => tools.fetchBlob(address, signal);
  const truth = await readOnce<OpenTruth>(source, null, fetchBlob, async (file) => ({
    file,
    facts: await client.call('readTruth', file, { signal }),
  }));
  return (state: PageState): Change => {
    if (signal.aborted) return {};
    const image = { ...state.image, truth };
    const misfit = misfitOf(image);
    return misfit === null ? shownImage(image) : { ...notOpened(state), notice: misfit };
  };
}

// 3. The image comes to the screen, or a question first where photo and depth map do not fit.

function questionOf(image: OpenImage): SizeQuestion | null {
  const { photo, depth } = image;
  if (photo === null || depth === null) return null;
  const shapes = compareShapes(photo.facts, depth.facts);
  return shapes === 'same'
    ? null
    : { image: { ...image, photo, depth }, turned: shapes === 'turned' };
}

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
    const turns = QUARTER_TURNS[(image.adjust.turns + 1) % QUARTER_TURNS.length]!;
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
    const tried = damage === null && variant === 'full' ? {} : { damage, variant };
    return client.call('setImage', { photo, depth, near, fit, adjust, ...tried }, { signal });
  },
};

function damageKey(damage: DepthDamage | null): unknown {
  return damage && { ...damage, other: damage.other && [damage.other.file.key, damage.other.near] };
}
