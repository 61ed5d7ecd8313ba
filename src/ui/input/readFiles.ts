/** The second step of a photo's way (`photo.ts`): the visitor's files are looked at and read. */

import type { Role } from '../../image/types.ts';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { compareShapes } from '../../image/fitDepth.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { depthOfLink } from '../link/hashCodec.ts';
import type { Notice } from '../engine/notice.ts';
import { isLoss, problemOf } from '../engine/problems.ts';
import type { Job, Tools } from '../engine/stage.ts';
import type { Change, PageState } from '../engine/state.ts';
import { isCheckpointName } from '../models/modelMenu.ts';
import {
  type Candidate,
  type Incoming,
  keyOfIncoming,
  type Source,
  withFiles,
} from './incoming.ts';
import type { OpenDepth, OpenImage, OpenPhoto, OpenTruth, SizeQuestion } from './openImage.ts';
import { begun, misfitOf, notOpened, shownImage } from './shownImage.ts';

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
  const readDepth = async (file: SourceFile, photo: SourceFile | null): Promise<OpenDepth> => {
    const request = { file, photo, near, adjust, shape: null };
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
  const depth = isInside ? await readDepth(photo.file, photo.file) : read.depth;
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
 * Reads the files of a candidate at the same time; a depth map once its photo is there, since that may say how it lies.
 *
 * @returns null for a file that there is none of, and for one that may be left out and could not be read: `notice` says so
 * @throws why another could not be read; the signal's reason
 */
async function readAll(
  candidate: Candidate,
  current: OpenImage,
  readDepth: (file: SourceFile, photo: SourceFile | null) => Promise<OpenDepth>,
  { client, createAddress, ...tools }: ImageTools,
  signal: AbortSignal,
): Promise<Pick<OpenImage, 'photo' | 'depth' | 'truth'> & { readonly notice: Notice | null }> {
  const fetchBlob = (address: string) => tools.fetchBlob(address, signal);
  const opened = readOnce<OpenPhoto>(candidate.photo, current.photo, fetchBlob, async (file) => {
    const facts = await client.call('readPhoto', file, { signal });
    return { file, facts, address: createAddress(facts.preview) };
  });
  const [photo, depth, truth] = await Promise.allSettled([
    opened,
    readOnce<OpenDepth>(candidate.depth, current.depth, fetchBlob, async (file) => {
      // Why a photo cannot be read is told without its depth map.
      const photoFile = await opened.then(
        (one) => one?.file ?? null,
        () => null,
      );
      return readDepth(file, photoFile);
    }),
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

function questionOf(image: OpenImage): SizeQuestion | null {
  const { photo, depth } = image;
  if (photo === null || depth === null) return null;
  const shapes = compareShapes(photo.facts, depth.facts);
  return shapes === 'same'
    ? null
    : { image: { ...image, photo, depth }, turned: shapes === 'turned' };
}
