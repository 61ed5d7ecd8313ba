import { checkDepthFit } from '../image/fitDepth.ts';
import { InferenceProblem, isAbort, type InferenceClient } from '../worker/client.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type {
  BackendName,
  DepthFit,
  DownloadFile,
  DownloadKind,
  NearChoice,
  PairFacts,
  PairRequest,
  Problem,
  SourceFile,
} from '../worker/protocol.ts';
import type { Appearance } from './appearance.ts';
import { withFiles, type Candidate } from './candidate.ts';
import { LOOK_BYTES, lookAt, matchRoles, ROLES, type Role } from './fileMatching.ts';
import type { LinkState } from './hashCodec.ts';
import { ImageSources, type FileAccess } from './imageSources.ts';
import { ModelController } from './modelController.ts';
import { FIRST_ENTRY, isCheckpointName, type ModelShelf } from './models.ts';
import type { SamplePair } from './sampleList.ts';
import { latentPoint, priorInUse, type OpenImage, type OpenPhoto } from './state.ts';
import type { PageStore } from './store.ts';
import { misfitOf, TruthController } from './truthController.ts';

/** Restarts in a row, without a result between them, before the page gives up. */
const MAX_RESTARTS = 2;

export interface Surroundings extends FileAccess {
  readonly modelAddress: string;
  readonly forcedBackend: BackendName | null;
  readonly revokeAddress: (address: string) => void;
  readonly shelf: ModelShelf;
  readonly estimateRoom: () => Promise<number | null>;
}

/** Carries out the visitor's wishes: turns them into calls of the worker, and answers into actions. */
export class PageController {
  readonly models: ModelController;
  readonly truth: TruthController;
  private readonly client: InferenceClient;
  private readonly store: PageStore;
  private readonly surroundings: Surroundings;
  private opening = new AbortController();
  private analysis = new AbortController();
  private restarts = 0;
  /** The analysis that the visitor stopped. */
  private stopped: AbortController | null = null;
  /** Wishes that the network works on, or will. */
  private pending = 0;
  private readonly sources: ImageSources;

  constructor(client: InferenceClient, store: PageStore, surroundings: Surroundings) {
    this.client = client;
    this.store = store;
    this.surroundings = surroundings;
    this.sources = new ImageSources(client, surroundings);
    this.models = new ModelController(client, store, surroundings.shelf, {
      guard: (wish) => this.guard(wish),
      pause: () => this.pause(),
      resume: () => this.analyse(),
      estimateRoom: surroundings.estimateRoom,
    });
    this.truth = new TruthController(client, store, this.sources, (wish) => this.guard(wish));
  }

  /** Starts the network and opens what the link names, else the first sample. */
  async begin(link: LinkState, listSamples: () => Promise<SamplePair[]>): Promise<void> {
    this.store.dispatch({ type: 'linkOpened', link });
    const engine = this.startEngine(false);
    const listing = this.models.list();
    try {
      this.store.dispatch({ type: 'samplesListed', pairs: await listSamples() });
    } catch {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'samples-unavailable' } });
    }
    await listing;
    await Promise.all([engine, this.openWhole(link)]);
  }

  /** Opens a link that was put into the address bar of the open page. */
  async openLink(link: LinkState): Promise<void> {
    const before = this.store.get().image.origin;
    this.store.dispatch({ type: 'linkOpened', link });
    if (link.sample === 'own' && before.kind === 'own') {
      await this.models.choose(link.model ?? FIRST_ENTRY.id);
      await this.guard(() => this.draw());
      return;
    }
    await this.openWhole(link);
  }

  /** Starts again by the visitor's wish after the network failed. */
  async retry(): Promise<void> {
    this.restarts = 0;
    await this.startEngine(false);
    await this.analyse();
  }

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
      await this.models.offer(checkpoint);
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
    if (loneTruth !== null) await this.truth.open(loneTruth);
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

  async removeDepth(): Promise<void> {
    const { image } = this.store.get();
    if (image.photo === null) return;
    this.commit({ ...image, depth: null });
    await this.analyse();
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
    this.opening.abort();
    this.opening = new AbortController();
    this.store.dispatch({ type: 'nearChosen', near });
    await this.guard(async () => {
      if (near !== 'auto') await this.showNear(near, this.opening.signal);
      await this.analyse();
    });
  }

  /** Shows the depth map with this end near. */
  private async showNear(near: NearEnd, signal: AbortSignal): Promise<void> {
    const { depth } = this.store.get().image;
    if (depth === null || depth.near === near) return;
    const facts = await this.client.readDepth(depth.file, near, signal);
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
    this.commit(
      answer === 'without'
        ? { ...question.image, depth: null }
        : { ...question.image, fit: answer },
    );
    await this.analyse();
  }

  async setSampling(change: { seed?: number; count?: number }): Promise<void> {
    const { seed, count } = this.store.get();
    this.store.dispatch({ type: 'settingChanged', seed, count, ...change });
    await this.guard(() => this.draw());
    await this.truth.assess(this.analysis.signal);
  }

  /** Ends the work on the image; samples that are done are shown. */
  stop(): void {
    const { stage } = this.store.get();
    this.stopped = this.analysis;
    if (stage === 'network') this.analysis.abort();
    else this.client.interrupt('stop');
  }

  async setLatent(latent: readonly number[]): Promise<void> {
    this.store.dispatch({ type: 'latentMoved', latent });
    await this.guard(() => this.explore());
  }

  setAppearance(change: Partial<Appearance>): void {
    this.store.dispatch({ type: 'appearanceChanged', change });
  }

  dismissNotice(): void {
    this.store.dispatch({ type: 'noticed', notice: null });
  }

  /** @returns null when the file cannot be made; the notice then says why. */
  async download(what: DownloadKind): Promise<DownloadFile | null> {
    let file: DownloadFile | null = null;
    await this.guard(async () => {
      file = await this.client.download(what);
    });
    return file;
  }

  /**
   * Runs one pair of many. The network holds its image afterwards, until `endBatch`. A network that dies meanwhile is
   * started again.
   */
  async runPair(request: PairRequest, signal: AbortSignal): Promise<PairFacts> {
    this.pause();
    try {
      return await this.client.runPair(request, signal);
    } catch (error) {
      if (!isAbort(error) && !isFileFault(error)) await this.guard(() => Promise.reject(error));
      throw error;
    }
  }

  /** Opens a pair of a batch, whose files need no guessing. */
  async openPair(photo: File, depth: File | null, truth: File | null): Promise<void> {
    const file = (each: File | null) => (each === null ? null : this.sources.ownFile(each));
    await this.open(async () => ({
      origin: { kind: 'own' },
      photo: file(photo),
      depth: file(depth),
      truth: file(truth),
      near: 'auto',
      newPhoto: true,
    }));
  }

  /** Gives the network the page's own image again. */
  async endBatch(): Promise<void> {
    await this.analyse();
  }

  /** Opens the link's image, and puts its model to work where it is not at work already. */
  private async openWhole(link: LinkState): Promise<void> {
    const id = link.model ?? FIRST_ENTRY.id;
    const isKnown = this.store.get().models.some((entry) => entry.id === id);
    await Promise.all([isKnown ? this.models.choose(id) : null, this.openLinked(link)]);
    if (!isKnown) this.store.dispatch({ type: 'noticed', notice: { kind: 'unknown-model' } });
  }

  private async openLinked(link: LinkState): Promise<void> {
    const { samplePairs } = this.store.get();
    const first = samplePairs[0];
    const known = samplePairs.some((pair) => pair.id === link.sample);
    const id = known ? link.sample : first?.id;
    if (id === undefined || id === null) return;
    await this.openSample(id, known || link.sample === null ? link.depth : null);
    if (link.sample === 'own') {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'own-link' } });
    } else if (link.sample !== null && !known) {
      const notice = { kind: 'unknown-sample', id: link.sample } as const;
      this.store.dispatch({ type: 'noticed', notice });
    }
  }

  private async startEngine(gpuLost: boolean): Promise<void> {
    this.store.dispatch({ type: 'engineProgress', progress: null });
    try {
      const facts = await this.client.start(
        {
          modelAddress: this.surroundings.modelAddress,
          forced: this.surroundings.forcedBackend,
          gpuLost,
        },
        (progress) => {
          if (this.store.get().engine.phase === 'starting') {
            this.store.dispatch({ type: 'engineProgress', progress });
          }
        },
        () => {
          if (this.store.get().engine.phase === 'ready') void this.restart(true);
        },
      );
      this.store.dispatch({ type: 'engineReady', facts });
    } catch (error) {
      this.store.dispatch({ type: 'engineFailed', problem: problemOf(error) });
    }
  }

  /** A fresh worker and the same image once more, after the GPU or the worker died. */
  private async restart(gpuLost: boolean, problem?: Problem): Promise<void> {
    this.restarts += 1;
    if (this.restarts > MAX_RESTARTS) {
      const last: Problem = problem ?? { code: 'backend-lost', detail: '' };
      this.store.dispatch({ type: 'engineFailed', problem: last });
      return;
    }
    this.analysis.abort();
    this.store.dispatch({ type: 'noticed', notice: { kind: 'restarting', gpuLost } });
    const { model } = this.store.get();
    await this.startEngine(gpuLost);
    if (!(await this.models.choose(model.id))) await this.analyse();
  }

  /** Opens a candidate, if there is one. Until all its files could be read, the image on the screen stays. */
  private async open(choose: () => Promise<Candidate | null>): Promise<void> {
    this.opening.abort();
    const opening = new AbortController();
    this.opening = opening;
    this.store.dispatch({ type: 'stageChanged', stage: 'reading' });
    await this.guard(async () => {
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
      this.settle(image);
      this.tellLeftOut('truth-left-out', truth);
      this.tellLeftOut('depth-left-out', depth);
      if (this.store.get().question === null) await this.analyse();
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

  /** Puts an image on the screen, or asks first where photo and depth do not fit. */
  private settle(image: OpenImage): void {
    const { photo, depth } = image;
    if (photo !== null && depth !== null) {
      const fit = checkDepthFit(photo.facts, depth.facts);
      if (!fit.ok) {
        const question = { image: { ...image, photo, depth }, turned: fit.reason === 'turned' };
        this.store.dispatch({ type: 'asked', question });
        return;
      }
    }
    this.commit(image);
    if (photo === null) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'waiting-for-photo' } });
    }
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
    if (photo.address !== this.store.get().image.photo?.address) {
      this.surroundings.revokeAddress(photo.address);
    }
  }

  /** Runs the network on the image on the screen, then draws its samples. */
  private async analyse(): Promise<void> {
    this.analysis.abort();
    const analysis = new AbortController();
    this.analysis = analysis;
    const { photo, depth, near, fit } = this.store.get().image;
    if (photo === null || this.store.get().engine.phase === 'failed') return;
    this.pending += 1;
    await this.guard(async () => {
      this.store.dispatch({ type: 'stageChanged', stage: 'network' });
      const image = await this.client.setImage(
        { photo: photo.file, depth: depth?.file ?? null, near, fit },
        analysis.signal,
      );
      this.store.dispatch({ type: 'imageAnalysed', image });
      if (image.near !== null) await this.showNear(image.near, analysis.signal);
      this.restarts = 0;
      await this.draw();
      if (this.stopped !== analysis) await this.explore();
      await this.truth.assess(analysis.signal);
    });
    this.pending -= 1;
    this.rest();
    if (this.stopped === analysis && this.store.get().result.samples === null) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'stopped' } });
    }
  }

  /** Ends the work on the image. @returns whether there was any */
  private pause(): boolean {
    const { stage } = this.store.get();
    this.analysis.abort();
    if (stage === 'reading' || stage === 'idle') return false;
    this.store.dispatch({ type: 'stageChanged', stage: 'idle' });
    return true;
  }

  /** Nothing runs any more, unless a newer wish does. */
  private rest(): void {
    if (this.pending === 0 && this.store.get().stage !== 'reading') {
      this.store.dispatch({ type: 'stageChanged', stage: 'idle' });
    }
  }

  private async draw(): Promise<void> {
    const { seed, count, result, opening } = this.store.get();
    if (result.image === null || opening !== null) return;
    const start = performance.now();
    const tell = (done: number, total: number) =>
      this.store.dispatch({
        type: 'sampleDone',
        sampling: { done, total, milliseconds: performance.now() - start },
      });
    await this.sampling('sampling', async () => {
      const request = { seed, count };
      const samples = await this.client.drawSamples(request, this.analysis.signal, tell);
      this.store.dispatch({ type: 'samplesDrawn', samples });
      // Of a page, this clock runs since it was opened.
      this.store.dispatch({ type: 'firstMapShown', milliseconds: performance.now() });
    });
  }

  private async explore(): Promise<void> {
    const { latent, opening } = this.store.get();
    const prior = priorInUse(this.store.get());
    if (prior === null || opening !== null || latent.length === 0) return;
    const point = latentPoint(prior, latent);
    await this.sampling('exploring', async () => {
      const explored = await this.client.explore(point, this.analysis.signal);
      this.store.dispatch({ type: 'latentExplored', explored });
    });
  }

  /** Tells the stage while the network is at work for samples; ours is too fast for that to be read. */
  private async sampling(stage: 'sampling' | 'exploring', work: () => Promise<void>) {
    const { engine, stage: before } = this.store.get();
    const isSlow = engine.phase === 'ready' && engine.facts.wholeRunPerSample;
    if (isSlow || (stage === 'sampling' && before !== 'network')) {
      this.store.dispatch({ type: 'stageChanged', stage });
    }
    this.pending += 1;
    try {
      await work();
    } finally {
      this.pending -= 1;
      this.rest();
    }
  }

  /** Runs a wish. What was replaced by a newer one is forgotten; what failed is told. */
  private async guard(wish: () => Promise<void>): Promise<void> {
    try {
      await wish();
    } catch (error) {
      if (isAbort(error)) return;
      const problem = problemOf(error);
      if (problem.code === 'worker-lost' || problem.code === 'backend-lost') {
        const { engine } = this.store.get();
        if (engine.phase !== 'ready') return;
        const gpuLost = problem.code === 'backend-lost' && engine.facts.backend.name === 'webgpu';
        void this.restart(gpuLost, problem);
        return;
      }
      this.store.dispatch({ type: 'noticed', notice: { kind: 'problem', problem } });
    }
  }
}

/** Whether a call failed because of its files, so that other files may do. */
export function isFileFault(error: unknown): boolean {
  return problemOf(error).code === 'bad-file';
}

function problemOf(error: unknown): Problem {
  if (error instanceof InferenceProblem) return error.problem;
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
