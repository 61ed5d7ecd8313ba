import { beforeEach, describe, expect, it } from 'vitest';
import type { NearEnd } from '../inference/decideNear.ts';
import { InferenceClient, type WorkerHandle } from '../worker/client.ts';
import type {
  Answer,
  Assessment,
  AssessmentRequest,
  DepthFacts,
  EngineFacts,
  ImageRequest,
  InferenceApi,
  Interruption,
  ModelFacts,
  ModelSource,
  PairFacts,
  PhotoFacts,
  ProblemCode,
  SampleRequest,
  SourceFile,
  StartRequest,
  TruthFacts,
} from '../worker/protocol.ts';
import { CheckpointStore } from './checkpointStore.ts';
import { PageController } from './controller.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import { FIRST_MODEL } from './modelList.ts';
import { ModelShelf } from './models.ts';
import type { SamplePair } from './sampleList.ts';
import { isCurrent } from './state.ts';
import { PageStore } from './store.ts';
import { FakeCache } from './testing/fakeCache.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };

const pair = (id: string, near: 'bright' | 'dark' = 'bright'): SamplePair => ({
  id,
  title: id,
  rgb: `${id}/rgb.jpg`,
  depth: `${id}/depth.png`,
  gt: id === 'aloe' ? 'aloe/gt.png' : null,
  near,
  width: 640,
  height: 480,
  depthSource: '',
  origin: '',
  licence: '',
  credit: '',
});

/** What the fake worker finds in a file, by a word in its name. */
function sizeOf(name: string): { width: number; height: number } {
  return name.includes('wide') ? { width: 800, height: 300 } : { width: 640, height: 480 };
}

/** A worker that answers at once and keeps what it was asked. */
class FakeWorker implements WorkerHandle {
  readonly images: ImageRequest[] = [];
  readonly draws: SampleRequest[] = [];
  readonly explored: (readonly number[])[] = [];
  readonly starts: StartRequest[] = [];
  readonly opened: ModelSource[] = [];
  readonly interruptions: Interruption[] = [];
  readonly assessments: AssessmentRequest[] = [];
  lose: () => void = () => undefined;
  die: (detail: string) => void = () => undefined;
  failNext: ProblemCode | null = null;
  /** The end that it calls near when asked to decide. */
  decided: NearEnd = 'bright';

  private async answer<T>(value: T): Promise<Answer<T>> {
    const code = this.failNext;
    this.failNext = null;
    if (code !== null) return { ok: false, problem: { code, detail: 'It broke.' } };
    return { ok: true, value };
  }

  private async read<T>(file: SourceFile, value: T): Promise<Answer<T>> {
    if (!file.name.includes('bad')) return { ok: true, value };
    return { ok: false, problem: { code: 'bad-file', detail: `${file.name} is damaged.` } };
  }

  readonly api: InferenceApi = {
    start: (request, _, onLost) => {
      this.starts.push(request);
      this.lose = onLost;
      const name = request.gpuLost ? 'wasm' : 'webgpu';
      return this.answer({ latentDim: 3, backend: { name } } as EngineFacts);
    },
    readPhoto: (file) => this.read<PhotoFacts>(file, { ...sizeOf(file.name), preview: new Blob() }),
    readDepth: (file) => this.read(file, { ...sizeOf(file.name), preview: map } as DepthFacts),
    readTruth: (file) =>
      this.read<TruthFacts>(file, { ...sizeOf(file.name), preview: map, objects: 1 }),
    assess: (request) => {
      this.assessments.push(request);
      return this.answer({ normalise: request.normalise } as Assessment);
    },
    runPair: (request) => this.read(request.photo, { near: request.near } as PairFacts),
    setImage: (request) => {
      this.images.push(request);
      if (broken) this.failNext = 'worker-lost';
      return this.answer({
        priorMu: [0, 1, 2],
        priorSigma: [1, 2, 3],
        correctedDepth: map,
        near: request.depth && (request.near === 'auto' ? this.decided : request.near),
        milliseconds: 1,
      });
    },
    drawSamples: (request) => {
      this.draws.push(request);
      const { count, seed } = request;
      return this.answer({
        count,
        seed,
        z: [],
        maps: [],
        consensus: map,
        mean: map,
        variance: map,
        entropy: map,
        milliseconds: 1,
      });
    },
    explore: (z) => {
      this.explored.push(z);
      return this.answer({ z, map, milliseconds: 1 });
    },
    openModel: (source) => {
      this.opened.push(source);
      const name = source.kind === 'checkpoint' ? source.name : source.address;
      if (name.includes('bad')) this.failNext = 'bad-checkpoint';
      const copy = source.kind === 'checkpoint' && source.keep ? new Blob(['16 bits']) : null;
      return this.answer({
        latentDim: 3,
        wholeRunPerSample: source.kind === 'checkpoint',
        checkpoint: { sha256: name, copy },
      } as ModelFacts);
    },
    interrupt: async (how) => void this.interruptions.push(how),
    download: (what) => this.answer({ name: `${what.kind}.png`, bytes: new Uint8Array() }),
  };

  terminate(): void {
    this.die = () => undefined;
  }

  onDeath(listener: (detail: string) => void): void {
    this.die = listener;
  }
}

/** Every worker dies at its first image. */
let broken: boolean;
let workers: FakeWorker[];
let store: PageStore;
let controller: PageController;
let addresses: Set<string>;
/** What the browser keeps from one visit to the next. */
let cache: FakeCache;

const worker = () => workers.at(-1)!;
const file = (name: string) => new File([new Uint8Array(64)], name);
const notice = () => store.get().notice;
const begin = (link: Partial<typeof DEFAULT_LINK> = {}) =>
  controller.begin({ ...DEFAULT_LINK, ...link }, async () => [pair('aloe'), pair('chair', 'dark')]);

function visit(): void {
  Object.assign(globalThis, { document: { baseURI: 'https://host/sub/' } });
  broken = false;
  workers = [];
  addresses = new Set();
  store = new PageStore();
  const client = new InferenceClient(() => {
    workers.push(new FakeWorker());
    return worker();
  });
  let number = 0;
  const shelf = new ModelShelf(
    async () => [FIRST_MODEL, { ...FIRST_MODEL, name: 'other', title: 'Other', folder: 'other/' }],
    new CheckpointStore(async () => cache, 'https://host/sub/'),
  );
  controller = new PageController(client, store, {
    modelAddress: 'https://host/sub/models/net/',
    forcedBackend: null,
    fetchBlob: async () => new Blob(),
    createAddress: () => {
      const address = `blob:${number++}`;
      addresses.add(address);
      return address;
    },
    revokeAddress: (address) => addresses.delete(address),
    shelf,
    estimateRoom: async () => 1e9,
  });
}

beforeEach(() => {
  cache = new FakeCache();
  visit();
});

describe('a visit', () => {
  it('runs the first sample by itself', async () => {
    await begin();
    const { image, result, stage } = store.get();
    expect(image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(result.samples).toMatchObject({ count: 5, seed: 1 });
    expect(result.explored?.z).toEqual([0, 1, 2]);
    expect(stage).toBe('idle');
    expect(notice()).toBeNull();
  });

  it('reproduces a link', async () => {
    await begin({ sample: 'chair', seed: 7, count: 2, latent: [1, 0, -1], depth: 'bright' });
    expect(store.get().image).toMatchObject({ near: 'bright' });
    expect(worker().draws).toEqual([{ seed: 7, count: 2 }]);
    expect(worker().explored).toEqual([[1, 1, -1]]);
  });

  it('uses the sample’s own depth setting unless the link has another', async () => {
    await begin({ sample: 'chair' });
    expect(worker().images[0]!.near).toBe('dark');
    await controller.openLink({ ...DEFAULT_LINK, sample: 'chair', depth: 'off' });
    expect(worker().images[1]!.depth).toBeNull();
  });

  it('says when a link names an unknown sample or somebody’s own image', async () => {
    await begin({ sample: 'gone' });
    expect(notice()).toEqual({ kind: 'unknown-sample', id: 'gone' });
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    await controller.openLink({ ...DEFAULT_LINK, sample: 'own', seed: 9 });
    expect(notice()).toEqual({ kind: 'own-link' });
    expect(store.get().seed).toBe(9);
  });

  it('works without the list of samples', async () => {
    await controller.begin(DEFAULT_LINK, () => Promise.reject(new Error('404')));
    expect(notice()).toEqual({ kind: 'samples-unavailable' });
    await controller.images.openFiles([file('mine.jpg')], null);
    expect(store.get().result.samples).not.toBeNull();
  });
});

describe('the visitor’s own files', () => {
  it('open as a pair, matched by their names', async () => {
    await begin();
    await controller.images.openFiles([file('x_depth.png'), file('x.png')], 'photo');
    const { image } = store.get();
    expect(image.photo?.file.name).toBe('x.png');
    expect(image.depth?.file.name).toBe('x_depth.png');
    expect(image.origin).toEqual({ kind: 'own' });
  });

  it('open one after the other, in either order', async () => {
    await begin();
    await controller.images.openFiles([file('d.png')], 'depth');
    expect(notice()).toEqual({ kind: 'waiting-for-photo' });
    expect(store.get().image.photo).toBeNull();
    await controller.images.openFiles([file('p.png')], 'photo');
    expect(store.get().image.depth?.file.name).toBe('d.png');
    expect(store.get().result.samples).not.toBeNull();
    await controller.images.openFiles([file('q.png')], 'photo');
    expect(store.get().image.depth).toBeNull();
    await controller.images.openFiles([file('e.png')], 'depth');
    expect(store.get().image.photo?.file.name).toBe('q.png');
    expect(worker().images.at(-1)!.depth?.name).toBe('e.png');
  });

  it('change nothing when they cannot be read', async () => {
    await begin();
    const before = store.get();
    await controller.images.openFiles([file('bad.png')], 'photo');
    expect(notice()).toMatchObject({ problem: { detail: 'bad.png is damaged.' } });
    expect(store.get().image).toBe(before.image);
    expect(store.get().result).toBe(before.result);
    expect(store.get().stage).toBe('idle');
    await controller.images.openSample('chair');
    expect(notice()).toBeNull();
  });

  it('run without depth when only the depth map is bad', async () => {
    await begin();
    await controller.images.openFiles([file('bad_depth.png'), file('x.png')], null);
    expect(store.get().image.depth).toBeNull();
    expect(store.get().result.samples).not.toBeNull();
    expect(notice()).toMatchObject({ kind: 'depth-left-out' });
  });

  it('can be swapped', async () => {
    await begin();
    await controller.images.openFiles([file('a.png'), file('b.png')], null);
    await controller.images.swap();
    expect(store.get().image.photo?.file.name).toBe('b.png');
    expect(store.get().image.depth?.file.name).toBe('a.png');
  });
});

describe('a ground truth', () => {
  it('of a sample is scored against its samples', async () => {
    await begin();
    expect(worker().assessments).toEqual([]);
    await controller.truth.openOfSample();
    expect(store.get().image.truth?.file.name).toBe('aloe-gt.png');
    expect(worker().images).toHaveLength(1);
    expect(worker().assessments).toMatchObject([{ seed: 1, normalise: true }]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('does nothing for a sample without one', async () => {
    await begin({ sample: 'chair' });
    await controller.truth.openOfSample();
    expect(store.get().image.truth).toBeNull();
  });

  it('is scored anew with other samples, another scale and another depth', async () => {
    await begin();
    await controller.images.openFiles([file('x.png'), file('x_depth.png'), file('x_gt.png')], null);
    expect(store.get().image.truth?.file.name).toBe('x_gt.png');
    await controller.setSampling({ seed: 9 });
    await controller.truth.setNormalise(false);
    await controller.images.removeDepth();
    expect(worker().assessments).toMatchObject([
      { seed: 1, normalise: true },
      { seed: 9, normalise: true },
      { seed: 9, normalise: false },
      { seed: 9, normalise: false },
    ]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('goes with its photo', async () => {
    await begin();
    await controller.images.openFiles([file('mask.png')], null);
    expect(store.get().image.truth).not.toBeNull();
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    await controller.images.openSample('chair');
    expect(store.get().image.truth).toBeNull();
    expect(store.get().result.assessed).toBeNull();
  });

  it('stays beside the visitor’s photo when a depth map joins it', async () => {
    await begin();
    await controller.images.openFiles([file('x.png'), file('x_mask.png')], null);
    expect(store.get().image).toMatchObject({
      depth: null,
      truth: { file: { name: 'x_mask.png' } },
    });
    await controller.images.openFiles([file('d.png')], 'depth');
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
    await controller.images.swap();
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
  });

  it('waits for its photo', async () => {
    await begin();
    await controller.images.openFiles([file('d.png')], 'depth');
    await controller.images.openFiles([file('t.png')], 'truth');
    expect(notice()).toEqual({ kind: 'waiting-for-photo' });
    await controller.images.openFiles([file('p.png')], 'photo');
    expect(store.get().image.truth?.file.name).toBe('t.png');
    expect(worker().assessments).toHaveLength(1);
  });

  it('of another shape, or that cannot be read, is left out with a word', async () => {
    await begin();
    await controller.images.openFiles([file('wide_mask.png')], null);
    expect(notice()).toMatchObject({ kind: 'truth-misfit', truth: { width: 800 } });
    await controller.images.openFiles([file('bad_mask.png')], null);
    expect(notice()).toMatchObject({ problem: { detail: 'bad_mask.png is damaged.' } });
    await controller.images.openFiles([file('x.png'), file('bad_gt.png')], null);
    expect(notice()).toMatchObject({ kind: 'truth-left-out' });
    await controller.images.openFiles([file('x.png'), file('wide_gt.png')], null);
    expect(notice()).toMatchObject({ kind: 'truth-misfit' });
    expect(store.get().image).toMatchObject({ truth: null, photo: { file: { name: 'x.png' } } });
    expect(worker().assessments).toEqual([]);
  });

  it('is no longer scored once it was removed', async () => {
    await begin();
    await controller.truth.openOfSample();
    controller.truth.remove();
    await controller.setSampling({ seed: 9 });
    expect(worker().assessments).toHaveLength(1);
    expect(store.get().result.assessed).toBeNull();
  });
});

describe('a depth map of another shape', () => {
  beforeEach(async () => {
    await begin();
    await controller.images.openFiles([file('x.png'), file('wide_depth.png')], null);
  });

  it('is asked about before anything changes', () => {
    expect(store.get().question?.image.depth.file.name).toBe('wide_depth.png');
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(store.get().stage).toBe('idle');
  });

  it('is cropped or stretched as the visitor says', async () => {
    await controller.images.answerQuestion('crop');
    expect(worker().images.at(-1)).toMatchObject({
      fit: 'crop',
      depth: { name: 'wide_depth.png' },
    });
    expect(store.get().question).toBeNull();
  });

  it('is left out as the visitor says', async () => {
    await controller.images.answerQuestion('without');
    expect(worker().images.at(-1)).toMatchObject({ depth: null, photo: { name: 'x.png' } });
  });

  it('leaves the page as it was as the visitor says', async () => {
    await controller.images.answerQuestion('cancel');
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(worker().images).toHaveLength(1);
  });

  it('leaves no preview behind', async () => {
    await controller.images.answerQuestion('cancel');
    expect([...addresses]).toEqual([store.get().image.photo?.address]);
    await controller.images.openSample('chair');
    expect([...addresses]).toEqual([store.get().image.photo?.address]);
  });
});

describe('changes', () => {
  it('draw again for another seed or count, without the heavy part', async () => {
    await begin();
    await controller.setSampling({ seed: 3 });
    await controller.setSampling({ count: 8 });
    expect(worker().draws.slice(1)).toEqual([
      { seed: 3, count: 5 },
      { seed: 3, count: 8 },
    ]);
    expect(worker().images).toHaveLength(1);
  });

  it('turn slider positions into latents of this prior', async () => {
    await begin();
    await controller.setLatent([1, 1, -1]);
    expect(worker().explored.at(-1)).toEqual([1, 3, -1]);
  });

  it('show the depth map as the network took it when it decides on near', async () => {
    await begin();
    worker().decided = 'dark';
    await controller.images.openFiles([file('x.png'), file('x_depth.png')], null);
    expect(store.get().image).toMatchObject({ near: 'auto', depth: { near: 'dark' } });
    expect(store.get().result.stale).toBe(false);
  });

  it('run the network again when near and far are exchanged', async () => {
    await begin();
    await controller.images.setNear('dark');
    expect(worker().images.at(-1)!.near).toBe('dark');
    expect(store.get().result.stale).toBe(false);
  });
});

describe('another model', () => {
  const own = () => store.get().models.filter(({ origin }) => origin !== 'shipped');
  const use = async (name: string, keep: boolean) => {
    await controller.images.openFiles([file(name)], null);
    await controller.models.accept(keep);
    await expect.poll(() => store.get().stage).toBe('idle');
  };

  it('is chosen from the menu, runs the image again and signs the result', async () => {
    await begin();
    expect(store.get().result.model).toBe(FIRST_MODEL.title);
    await controller.models.choose('other');
    const address = 'https://host/sub/models/other/';
    expect(worker().opened).toEqual([{ kind: 'shipped', address }]);
    expect(worker().images).toHaveLength(2);
    expect(store.get()).toMatchObject({ opening: null, stage: 'idle', model: { id: 'other' } });
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });

  it('is put to work first where the link names it', async () => {
    await begin({ model: 'other' });
    expect(worker().images).toHaveLength(1);
    expect(store.get().result.model).toBe('Other');
    await controller.openLink({ ...DEFAULT_LINK, model: 'nowhere' });
    expect(notice()).toMatchObject({ kind: 'unknown-model' });
  });

  it('can be a checkpoint of the visitor’s, which is asked about first', async () => {
    await begin();
    await controller.images.openFiles([file('mine.pth'), file('x.png')], 'photo');
    expect(store.get().offer).toMatchObject({ file: { name: 'mine.pth' }, room: 1e9 });
    expect(worker().opened).toEqual([]);
    controller.models.decline();
    await use('mine.pth', false);
    expect(own()).toMatchObject([{ title: 'mine.pth', origin: 'visit' }]);
    expect(store.get().result.model).toBe('mine.pth');
    expect(cache.size).toBe(0);
  });

  it('is kept for the next visit where the visitor asks for it, until it is removed', async () => {
    await begin();
    await use('mine.pth', true);
    await expect.poll(() => own()).toMatchObject([{ origin: 'kept', bytes: 7 }]);
    const { id } = own()[0]!;
    visit();
    await begin({ model: id });
    expect(worker().opened).toMatchObject([{ name: 'mine.pth', keep: false, blob: { size: 7 } }]);
    expect(store.get().model.id).toBe(id);
    await controller.models.remove(id);
    expect(store.get()).toMatchObject({ model: { id: FIRST_MODEL.name }, stage: 'idle' });
    expect(own()).toEqual([]);
    expect(cache.size).toBe(0);
  });

  it('runs all the same when the browser has no room for it', async () => {
    await begin();
    cache.failure = new DOMException('No room.', 'QuotaExceededError');
    await use('mine.pth', true);
    await expect.poll(notice).toEqual({ kind: 'not-kept', title: 'mine.pth', reason: 'full' });
    expect(own()).toMatchObject([{ origin: 'visit' }]);
    expect(store.get().result.model).toBe('mine.pth');
  });

  it('leaves everything as it was when it cannot be read', async () => {
    await begin();
    const { result } = store.get();
    await use('bad.pth', true);
    expect(notice()).toMatchObject({ problem: { code: 'bad-checkpoint' } });
    expect(store.get().result).toBe(result);
    expect(store.get()).toMatchObject({ opening: null, model: { id: FIRST_MODEL.name } });
    expect(own()).toEqual([]);
  });

  it('comes back after the GPU was lost', async () => {
    await begin();
    await controller.models.choose('other');
    worker().lose();
    await expect.poll(() => workers.length).toBe(2);
    await expect.poll(() => worker().images.length).toBe(1);
    await expect.poll(() => store.get().stage).toBe('idle');
    expect(store.get().result.model).toBe('Other');
  });

  it('that is slow is stopped between samples', async () => {
    await begin();
    await use('mine.pth', false);
    const drawing = controller.setSampling({ seed: 2 });
    expect(store.get().stage).toBe('sampling');
    controller.stop();
    expect(worker().interruptions).toEqual(['stop']);
    await drawing;
    expect(store.get().stage).toBe('idle');
  });
});

describe('a loss', () => {
  it('of the GPU restarts without it and shows the same image again', async () => {
    await begin({ seed: 5 });
    const first = worker();
    first.lose();
    await expect.poll(() => workers.length).toBe(2);
    await expect.poll(() => worker().draws).toEqual([{ seed: 5, count: 5 }]);
    expect(worker().starts[0]!.gpuLost).toBe(true);
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(notice()).toEqual({ kind: 'restarting', gpuLost: true });
  });

  it('of the worker in the middle of a call does the same', async () => {
    await begin();
    worker().failNext = 'backend-lost';
    await controller.setSampling({ seed: 2 });
    await expect.poll(() => workers.length).toBe(2);
    await expect.poll(() => store.get().result.samples?.seed).toBe(2);
  });

  it('at every try ends with a plain message and a way to try once more', async () => {
    broken = true;
    await begin();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    expect(workers).toHaveLength(3);
    broken = false;
    await controller.retry();
    expect(store.get().engine.phase).toBe('ready');
    expect(store.get().result.samples).not.toBeNull();
  });
});
