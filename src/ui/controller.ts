import type { InferenceClient } from '../worker/client.ts';
import { isAbort } from '../worker/problem.ts';
import type {
  BackendName,
  DownloadFile,
  DownloadKind,
  PairFacts,
  PairRequest,
  Problem,
  SampleProgress,
} from '../worker/protocol.ts';
import type { Appearance } from './result/appearance.ts';
import type { LinkState } from './hashCodec.ts';
import { ImageController } from './imageController.ts';
import { ImageSources, type FileAccess } from './imageSources.ts';
import { messages } from './messages.ts';
import { ModelController } from './modelController.ts';
import { FIRST_ENTRY, type ModelShelf } from './models/modelMenu.ts';
import { faultOf, NetworkFailed, problemOf } from './problems.ts';
import type { SamplePair } from './input/sampleList.ts';
import {
  awaitsAssessment,
  drawsSlowly,
  givesOneMap,
  latentPoint,
  priorInUse,
} from './selectors.ts';
import type { PageStore } from './store.ts';
import { TruthController } from './truthController.ts';

/** Restarts in a row, without a result between them, before the page gives up. */
const MAX_RESTARTS = 2;

export interface Surroundings extends FileAccess {
  readonly modelAddress: string;
  readonly forcedBackend: BackendName | null;
  readonly shelf: ModelShelf;
  readonly estimateRoom: () => Promise<number | null>;
}

/** Carries out the visitor's wishes: turns them into calls of the worker, and answers into actions. */
export class PageController {
  readonly images: ImageController;
  readonly models: ModelController;
  readonly truth: TruthController;
  private readonly client: InferenceClient;
  private readonly store: PageStore;
  private readonly surroundings: Surroundings;
  private analysis = new AbortController();
  private restarts = 0;
  /** The analysis that the visitor stopped. */
  private stopped: AbortController | null = null;
  /** The analysis that was ended when a batch last borrowed the network. */
  private borrowed: AbortController | null = null;
  /** Wishes that the network works on, or will. */
  private pending = 0;

  constructor(client: InferenceClient, store: PageStore, surroundings: Surroundings) {
    this.client = client;
    this.store = store;
    this.surroundings = surroundings;
    const sources = new ImageSources(client, surroundings);
    const guard = (wish: () => Promise<void>) => this.guard(wish);
    this.models = new ModelController(client, store, surroundings.shelf, {
      guard,
      pause: () => this.pause(),
      resume: () => this.analyse(),
      estimateRoom: surroundings.estimateRoom,
    });
    this.truth = new TruthController(client, store, sources, {
      guard,
      oweWork: () => this.models.oweWork(),
    });
    this.images = new ImageController(client, store, sources, {
      guard,
      analyse: () => this.analyse(),
      offerCheckpoint: (file) => this.models.offer(file),
      openTruth: (file) => this.truth.open(file),
    });
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
      // A link cannot take away the visitor's own depth map.
      const { near, depth } = this.store.get().image;
      const wanted = link.depth === null || link.depth === 'off' ? near : link.depth;
      if (depth !== null && wanted !== near) await this.images.setNear(wanted);
      else
        await this.goOn(async () => {
          await this.draw();
          await this.explore();
          await this.truth.assess(this.analysis.signal);
        });
      return;
    }
    await this.openWhole(link);
  }

  /** Starts again by the visitor's wish after the network failed. */
  async retry(): Promise<void> {
    this.restarts = 0;
    await this.startAgain(false);
  }

  async setSampling(change: { seed?: number; count?: number }): Promise<void> {
    const { seed, count } = this.store.get();
    this.store.dispatch({ type: 'settingChanged', seed, count, ...change });
    await this.goOn(async () => {
      await this.draw();
      await this.truth.assess(this.analysis.signal);
    });
  }

  /** Ends the work on the image; samples that are done are shown. */
  stop(): void {
    const { stage } = this.store.get();
    this.stopped = this.analysis;
    if (stage === 'network') this.analysis.abort();
    else this.client.stopDrawing();
  }

  async setLatent(latent: readonly number[]): Promise<void> {
    this.store.dispatch({ type: 'latentMoved', latent });
    await this.goOn(() => this.explore());
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
      file = await this.client.call('download', what);
    });
    return file;
  }

  /**
   * Runs one pair of many. The network holds its image afterwards, until `endBatch`. A network that dies meanwhile is
   * started again.
   *
   * @throws NetworkFailed when the network failed for good, before or while the pair waits for it
   */
  async runPair(request: PairRequest, signal: AbortSignal): Promise<PairFacts> {
    this.pause();
    this.borrowed = this.analysis;
    // A network that failed to start takes no call, and this one would wait for ever.
    const failure = new AbortController();
    const watch = () => {
      const { engine } = this.store.get();
      if (engine.phase !== 'failed') return;
      const { code } = engine.problem;
      failure.abort(new NetworkFailed({ code, detail: messages.batch.networkFailed }));
    };
    const unsubscribe = this.store.subscribe(watch);
    watch();
    try {
      return await this.client.call('runPair', request, {
        signal: AbortSignal.any([signal, failure.signal]),
      });
    } catch (error) {
      if (isAbort(error) && !signal.aborted) failure.signal.throwIfAborted();
      if (!isAbort(error) && faultOf(error) !== 'file')
        await this.guard(() => Promise.reject(error));
      throw error;
    } finally {
      unsubscribe();
    }
  }

  /** Gives the network the page's own image again, unless that was done since a batch borrowed it. */
  async endBatch(): Promise<void> {
    if (this.borrowed === this.analysis) await this.analyse();
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
    await this.images.openSample(id, known || link.sample === null ? link.depth : null);
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
        (problem) => {
          if (this.store.get().engine.phase !== 'ready') return;
          void this.restart(problem.code === 'backend-lost', problem);
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
    await this.startAgain(gpuLost);
  }

  /** A fresh worker with the model that is wanted, and the image once more. */
  private async startAgain(gpuLost: boolean): Promise<void> {
    const model = this.models.wanted;
    await this.startEngine(gpuLost);
    if (!(await this.models.choose(model))) await this.analyse();
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
      const image = await this.client.call(
        'setImage',
        { photo: photo.file, depth: depth?.file ?? null, near, fit },
        { signal: analysis.signal },
      );
      this.store.dispatch({ type: 'imageAnalysed', image });
      if (image.near !== null) await this.images.showNear(image.near, analysis.signal);
      await this.draw();
      if (this.stopped !== analysis) {
        await this.explore();
        await this.measureLatents(analysis.signal);
      }
      await this.truth.assess(analysis.signal);
      // What died on the way was started again, which ended this analysis.
      if (!analysis.signal.aborted) this.restarts = 0;
    });
    this.pending -= 1;
    this.rest();
    if (this.stopped === analysis && this.store.get().result.samples === null) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'stopped' } });
    }
  }

  /**
   * Carries on with the image: by this step, or from its beginning where the work on it was ended. While a model is
   * being opened, the work waits for it.
   */
  private async goOn(step: () => Promise<void>): Promise<void> {
    if (this.store.get().opening !== null) this.models.oweWork();
    else await (this.analysis.signal.aborted ? this.analyse() : this.guard(step));
  }

  /** Ends the work on the image. @returns whether there was any */
  private pause(): boolean {
    const state = this.store.get();
    this.analysis.abort();
    if (state.stage === 'reading' || state.stage === 'idle') return awaitsAssessment(state);
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
    const { seed, count, result } = this.store.get();
    if (result.image === null) return;
    const start = performance.now();
    const tell = ({ done, total }: SampleProgress) =>
      this.store.dispatch({
        type: 'sampleDone',
        sampling: { done, total, milliseconds: performance.now() - start },
      });
    await this.sampling('sampling', async () => {
      const request = { seed, count };
      const samples = await this.client.call('drawSamples', request, {
        signal: this.analysis.signal,
        onNews: tell,
      });
      this.store.dispatch({ type: 'samplesDrawn', samples });
      // Of a page, this clock runs since it was opened.
      this.store.dispatch({ type: 'firstMapShown', milliseconds: performance.now() });
    });
  }

  private async explore(): Promise<void> {
    const { latent } = this.store.get();
    const prior = priorInUse(this.store.get());
    if (prior === null || latent.length === 0) return;
    const point = latentPoint(prior, latent);
    await this.sampling('exploring', async () => {
      const { signal } = this.analysis;
      const explored = await this.client.call('explore', point, { signal });
      this.store.dispatch({ type: 'latentExplored', explored });
    });
  }

  /** What each slider can do to this image. Not of a network that runs as a whole for each sample: that would take minutes. */
  private async measureLatents(signal: AbortSignal): Promise<void> {
    const state = this.store.get();
    if (drawsSlowly(state) || givesOneMap(state)) return;
    const effects = await this.client.call('latentEffects', null, { signal });
    this.store.dispatch({ type: 'latentsMeasured', effects });
  }

  /** Tells the stage while the network is at work for samples; ours is too fast for that to be read. */
  private async sampling(stage: 'sampling' | 'exploring', work: () => Promise<void>) {
    const state = this.store.get();
    const { stage: before } = state;
    if (drawsSlowly(state) || (stage === 'sampling' && before !== 'network')) {
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
