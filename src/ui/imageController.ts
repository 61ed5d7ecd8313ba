import { checkDepthFit } from '../image/fitDepth.ts';
import type { ImageSize } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { DepthFit, NearChoice } from '../inference/prepareDepth.ts';
import type { InferenceClient } from '../worker/client.ts';
import { isAbort } from '../worker/problem.ts';
import type { PairRequest, SourceFile } from '../worker/protocol.ts';
import { withFiles, type Candidate } from './candidate.ts';
import { LOOK_BYTES, lookAt, matchRoles, ROLES, type Role } from './input/fileMatching.ts';
import type { LinkState } from './hashCodec.ts';
import type { ImageSources } from './imageSources.ts';
import { isCheckpointName } from './models/modelMenu.ts';
import { problemOf } from './problems.ts';
import type { OpenImage, OpenPhoto } from './state.ts';
import type { PageStore } from './store.ts';
import { misfitOf } from './truthController.ts';

/** The files of a pair of a batch. */
export interface PairFiles {
  readonly photo: File;
  readonly depth: File | null;
  readonly truth: File | null;
}

/** How a pair of a batch is run. */
export type PairSettings = Pick<PairRequest, 'near' | 'seed' | 'count'>;

/** What the opening of an image needs of the rest of the page. */
export interface OpeningWork {
  /** Tells what failed, and starts the network again where it died. */
  readonly guard: (wish: () => Promise<void>) => Promise<void>;
  /** Runs the network on the image on the screen. */
  readonly analyse: () => Promise<void>;
  /** Takes a checkpoint that came among the files. */
  readonly offerCheckpoint: (file: File) => Promise<void>;
  /** Takes a ground truth that came without an image. */
  readonly openTruth: (file: SourceFile) => Promise<void>;
}

/** Carries out the visitor's wishes about the image on the screen: of those that overlap, the latest wins. */
export class ImageController {
  private opening = new AbortController();
  /** The latest change of the depth map's near end. */
  private turning = new AbortController();

  constructor(
    private readonly client: InferenceClient,
    private readonly store: PageStore,
    private readonly sources: ImageSources,
    private readonly page: OpeningWork,
  ) {}

  async openSample(id: string, depth: LinkState['depth'] = null): Promise<void> {
    const pair = this.store.get().samplePairs.find((candidate) => candidate.id === id);
    if (pair === undefined) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'unknown-sample', id } });
      return;
    }
    await this.open(async () => {
      const [photo, depthFile] = await Promise.all([
        this.sources.fetchFile(pair.id, pair.rgb),
        depth === 'off' ? null : this.sources.fetchFile(`${pair.id}-depth`, pair.depth),
      ]);
      const near = depth === null || depth === 'off' ? pair.near : depth;
      const origin = { kind: 'sample', id } as const;
      return { origin, photo, depth: depthFile, truth: null, near, newPhoto: true };
    });
  }

  /** Opens up to three files from a picker, a drop or the clipboard; `slot` is null where none was aimed at. */
  async openFiles(files: readonly File[], slot: Role | null): Promise<void> {
    if (files.length === 0) return;
    const checkpoint = files.find(({ name }) => isCheckpointName(name));
    if (checkpoint !== undefined) {
      await this.page.offerCheckpoint(checkpoint);
      return;
    }
    let loneTruth: SourceFile | null = null;
    await this.open(async () => {
      const sources = await this.rolesOf(files, slot);
      const { photo, depth, truth } = sources;
      if (photo !== undefined || depth !== undefined || truth === undefined) {
        return withFiles(this.store.get().image, sources);
      }
      loneTruth = truth;
      return null;
    });
    if (loneTruth !== null) await this.page.openTruth(loneTruth);
  }

  /** Opens a pair of a batch, whose files need no guessing, with the settings that it was run with. */
  async openPair(files: PairFiles, settings: PairSettings | null): Promise<void> {
    const file = (each: File | null) => (each === null ? null : this.sources.ownFile(each));
    await this.open(async () => ({
      origin: { kind: 'own' },
      photo: file(files.photo),
      depth: file(files.depth),
      truth: file(files.truth),
      near: settings?.near ?? 'auto',
      newPhoto: true,
      ...(settings === null ? {} : { sampling: settings }),
    }));
  }

  async removeDepth(): Promise<void> {
    const { image } = this.store.get();
    if (image.photo === null) return;
    this.commit({ ...image, depth: null });
    await this.page.analyse();
  }

  /** Exchanges the two files. */
  async swap(): Promise<void> {
    const { image } = this.store.get();
    const { photo, depth, truth } = image;
    if (photo === null || depth === null) return;
    const files = { photo: depth.file, depth: photo.file };
    await this.open(async () =>
      withFiles(image, truth === null ? files : { ...files, truth: truth.file }),
    );
  }

  async setNear(near: NearChoice): Promise<void> {
    if (this.store.get().image.depth === null) return;
    this.turning.abort();
    const turning = new AbortController();
    this.turning = turning;
    this.store.dispatch({ type: 'nearChosen', near });
    await this.page.guard(async () => {
      if (near !== 'auto') await this.showNear(near, turning.signal);
      await this.page.analyse();
    });
  }

  /** Shows the depth map with this end near. */
  async showNear(near: NearEnd, signal: AbortSignal): Promise<void> {
    const { photo, depth, fit } = this.store.get().image;
    if (depth === null || depth.near === near) return;
    const shape = fit === 'crop' && photo !== null ? sizeOf(photo) : null;
    const request = { file: depth.file, near, shape };
    const facts = await this.client.call('readDepth', request, { signal });
    if (this.store.get().image.depth !== depth) return;
    this.store.dispatch({ type: 'depthReread', depth: { ...depth, facts, near } });
  }

  /** The visitor's decision on a depth map of another shape. */
  async answerQuestion(answer: DepthFit | 'without' | 'cancel'): Promise<void> {
    const question = this.store.get().question;
    if (question === null) return;
    this.store.dispatch({ type: 'asked', question: null });
    if (answer === 'cancel') {
      this.discard(question.image.photo);
      return;
    }
    const { image } = question;
    const { photo, depth } = image;
    if (answer !== 'crop') {
      this.commit(answer === 'without' ? { ...image, depth: null } : { ...image, fit: answer });
      await this.page.analyse();
      return;
    }
    this.opening.abort();
    const opening = new AbortController();
    this.opening = opening;
    await this.page.guard(async () => {
      const { near, file } = depth;
      const facts = await this.client
        .call('readDepth', { file, near, shape: sizeOf(photo) }, { signal: opening.signal })
        .catch((error: unknown) => {
          this.discard(photo);
          throw error;
        });
      this.commit({ ...image, depth: { ...depth, facts }, fit: answer });
      await this.page.analyse();
    });
  }

  /** Files by what they are; a single one is what the slot says that it was aimed at. */
  private async rolesOf(
    files: readonly File[],
    slot: Role | null,
  ): Promise<Partial<Record<Role, SourceFile>>> {
    const looks = await Promise.all(
      files.map(async (file) => {
        const head = await file.slice(0, LOOK_BYTES).arrayBuffer();
        return lookAt(file.name, new Uint8Array(head));
      }),
    );
    const found = files.length === 1 && slot !== null ? { [slot]: 0 } : matchRoles(looks);
    const sources: Partial<Record<Role, SourceFile>> = {};
    for (const role of ROLES) {
      const index = found[role];
      if (index !== undefined) sources[role] = this.sources.ownFile(files[index]!);
    }
    return sources;
  }

  /** Opens a candidate, if there is one. Until all its files could be read, the image on the screen stays. */
  private async open(choose: () => Promise<Candidate | null>): Promise<void> {
    this.opening.abort();
    const opening = new AbortController();
    this.opening = opening;
    // What the network does for the image on the screen takes longer, and can be stopped.
    if (this.store.get().stage === 'idle') {
      this.store.dispatch({ type: 'stageChanged', stage: 'reading' });
    }
    await this.page.guard(async () => {
      const candidate = await choose();
      if (opening.signal.aborted || candidate === null) return;
      const current = this.store.get().image;
      const [photo, depth, truth] = await Promise.allSettled([
        this.sources.readPhoto(candidate.photo, current.photo, opening.signal),
        // What `auto` decides is not known yet; most files hold bright as near.
        this.sources.readDepth(
          candidate.depth,
          candidate.near === 'auto' ? 'bright' : candidate.near,
          opening.signal,
        ),
        this.sources.readTruth(candidate.truth, current.truth, opening.signal),
      ]);
      if (photo.status === 'rejected') throw photo.reason;
      if (opening.signal.aborted) {
        if (photo.value !== null) this.discard(photo.value);
        return;
      }
      const dropDepth = depth.status === 'rejected' && candidate.newPhoto && photo.value !== null;
      if (depth.status === 'rejected' && !dropDepth) throw depth.reason;
      const image: OpenImage = {
        origin: candidate.origin,
        photo: photo.value,
        depth: depth.status === 'fulfilled' ? depth.value : null,
        truth: truth.status === 'fulfilled' ? truth.value : null,
        near: candidate.near,
        fit: 'stretch',
      };
      this.turning.abort();
      if (this.settle(image) && candidate.sampling !== undefined) {
        const { seed, count } = candidate.sampling;
        this.store.dispatch({ type: 'settingChanged', seed, count });
      }
      this.tellLeftOut('truth-left-out', truth);
      this.tellLeftOut('depth-left-out', depth);
      if (this.store.get().question === null) await this.page.analyse();
    });
    if (this.opening === opening && this.store.get().stage === 'reading') {
      this.store.dispatch({ type: 'stageChanged', stage: 'idle' });
    }
  }

  private tellLeftOut(
    kind: 'depth-left-out' | 'truth-left-out',
    read: PromiseSettledResult<unknown>,
  ): void {
    if (read.status === 'fulfilled' || isAbort(read.reason)) return;
    this.store.dispatch({ type: 'noticed', notice: { kind, problem: problemOf(read.reason) } });
  }

  /** Puts an image on the screen, or asks first where photo and depth do not fit. @returns whether it is there */
  private settle(image: OpenImage): boolean {
    const { photo, depth } = image;
    const { question: unanswered } = this.store.get();
    if (unanswered !== null) this.discard(unanswered.image.photo);
    if (photo !== null && depth !== null) {
      const fit = checkDepthFit(photo.facts, depth.facts);
      if (!fit.ok) {
        const question = { image: { ...image, photo, depth }, turned: fit.reason === 'turned' };
        this.store.dispatch({ type: 'asked', question });
        return false;
      }
    }
    this.commit(image);
    if (photo === null) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'waiting-for-photo' } });
    }
    return true;
  }

  private commit(image: OpenImage): void {
    const before = this.store.get().image.photo;
    const misfit = misfitOf(image);
    this.store.dispatch({
      type: 'imageOpened',
      image: misfit === null ? image : { ...image, truth: null },
    });
    if (misfit !== null) this.store.dispatch({ type: 'noticed', notice: misfit });
    if (before !== null && before.address !== image.photo?.address) this.discard(before);
  }

  private discard(photo: OpenPhoto): void {
    if (photo.address !== this.store.get().image.photo?.address) this.sources.release(photo);
  }
}

function sizeOf({ facts }: OpenPhoto): ImageSize {
  return { height: facts.height, width: facts.width };
}
