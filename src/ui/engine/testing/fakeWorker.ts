import type { ImageSize } from '../../../image/types.ts';
import type { NearEnd } from '../../../inference/decideNear.ts';
import type { Interruption } from '../../../inference/drawSamples.ts';
import type { PriorDraws } from '../../../inference/predictor.ts';
import type { NearSource } from '../../../inference/prepareDepth.ts';
import type { WorkerHandle } from '../../../worker/client.ts';
import { InferenceProblem, type ProblemCode } from '../../../worker/problem.ts';
import type {
  Assessment,
  AssessmentRequest,
  DepthFacts,
  Frame,
  GlimpseRequest,
  ImageFacts,
  ImageRequest,
  InferenceApi,
  PairFacts,
  PhotoFacts,
  SourceFile,
  TruthFacts,
} from '../../../worker/protocol.ts';
import type {
  EngineFacts,
  ModelFacts,
  ModelSource,
  StartRequest,
} from '../../../worker/startProtocol.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };

/** What the fake worker finds in a file, by a word in its name. */
function sizeOf(name: string): { width: number; height: number } {
  return name.includes('wide') ? { width: 800, height: 300 } : { width: 640, height: 480 };
}

function depthFactsOf(name: string): DepthFacts {
  return {
    ...{ ...sizeOf(name), preview: map, previewValid: Uint8Array.of(1), bitDepth: 8 },
    ...{ missingShare: 0, remarks: [], report: null },
  };
}

/** Which end of a depth file was taken as near, and who said so. */
function nearOf(
  { depth, near }: ImageRequest,
  decided: NearEnd,
  by: NearSource,
): Pick<ImageFacts, 'near' | 'nearBy'> {
  if (depth === null || depth === 'estimated') return { near: null, nearBy: null };
  return near === 'auto' ? { near: decided, nearBy: by } : { near, nearBy: 'user' };
}

/** At which call a worker dies, if at any. */
export type Weakness = 'none' | 'start' | 'image' | 'samples';

/** Photos with such names hold depth, and a picture called rgbd looks as if it did. */
function depthInFile({ name, depthIn }: SourceFile): PhotoFacts['depthInFile'] {
  if (name.includes('inner')) return 'inner';
  return name.includes('rgbd') && depthIn === undefined ? 'alpha' : null;
}

/** A worker that answers at once and keeps what it was asked. */
export class FakeWorker implements WorkerHandle {
  readonly images: ImageRequest[] = [];
  readonly draws: PriorDraws[] = [];
  readonly explored: (readonly number[])[] = [];
  readonly glimpses: GlimpseRequest[] = [];
  /** Places whose pictures were given up. */
  readonly closed: (readonly number[])[] = [];
  /** Places of which small maps were asked for. */
  readonly small: (readonly number[])[][] = [];
  readonly starts: StartRequest[] = [];
  /** What depth maps were to be cropped to. */
  readonly shapes: (ImageSize | null)[] = [];
  readonly opened: ModelSource[] = [];
  readonly interruptions: Interruption[] = [];
  readonly assessments: AssessmentRequest[] = [];
  /** Pictures of a video. */
  readonly frames: Frame[] = [];
  /** Names of the photos whose depth was estimated. */
  readonly estimated: string[] = [];
  /** The network that estimates depth cannot be had. */
  noEstimates = false;
  /** Whether its GPU paints. */
  paints = true;
  lose: () => void = () => undefined;
  die: (detail: string) => void = () => undefined;
  failNext: ProblemCode | null = null;
  /** Depth maps are read when this has settled. */
  depthHeld: Promise<void> = Promise.resolve();
  /** The end that it calls near when asked to decide. */
  decided: NearEnd = 'bright';
  decidedBy: NearSource = 'network';

  /** Models are opened when this has settled. */
  private modelHeld: Promise<unknown> = Promise.resolve();

  constructor(private readonly weakness: Weakness) {}

  /** Opens no model until the function that comes back is called. */
  holdModels(): () => void {
    let release: () => void = () => undefined;
    this.modelHeld = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    return release;
  }

  private async answer<T>(value: T): Promise<T> {
    const code = this.failNext;
    this.failNext = null;
    if (code !== null) throw new InferenceProblem({ code, detail: 'It broke.' });
    return value;
  }

  private async read<T>(file: SourceFile, value: T): Promise<T> {
    if (!file.name.includes('bad')) return value;
    throw new InferenceProblem({ code: 'bad-file', detail: `${file.name} is damaged.` });
  }

  readonly api: InferenceApi = {
    start: (request, _, onLost) => {
      this.starts.push(request);
      if (this.weakness === 'start') this.failNext = 'model-unavailable';
      this.lose = onLost;
      const name = request.gpuLost ? 'wasm' : 'webgpu';
      return this.answer({ latentDim: 3, backend: { name }, model: {} } as EngineFacts);
    },
    readPhoto: (file) =>
      this.read<PhotoFacts>(file, {
        ...sizeOf(file.name),
        depthInFile: depthInFile(file),
        remarks: [],
        preview: new Blob(),
      }),
    readDepth: async ({ file, shape }) => {
      this.shapes.push(shape);
      await this.depthHeld;
      return this.read(file, depthFactsOf(file.name));
    },
    estimateDepth: (file) => {
      this.estimated.push(file.name);
      if (this.noEstimates) this.failNext = 'model-unavailable';
      return this.answer(depthFactsOf(file.name));
    },
    readTruth: (file) =>
      this.read<TruthFacts>(file, { ...sizeOf(file.name), preview: map, objects: 1, note: null }),
    assess: (request) => {
      this.assessments.push(request);
      return this.answer({ scale: request.scale } as Assessment);
    },
    runPair: (request) => this.read(request.photo, { near: request.near } as PairFacts),
    runFrame: ({ frame, count, layer }) => {
      this.frames.push(frame);
      const picture = {} as ImageBitmap;
      return this.answer({ of: layer.of, picture, answers: count, milliseconds: 1 });
    },
    setImage: (request) => {
      this.images.push(request);
      if (this.weakness === 'image') this.failNext = 'worker-lost';
      return this.answer({
        priorMu: [0, 1, 2],
        size: { height: 6, width: 8 },
        priorSigma: [1, 2, 3],
        correctedDepth: map,
        damagedDepth: null,
        ...nearOf(request, this.decided, this.decidedBy),
        milliseconds: 1,
      });
    },
    drawSamples: (request) => {
      this.draws.push(request);
      const { count, seed } = request;
      if (this.weakness === 'samples') this.failNext = 'worker-lost';
      return this.answer({
        count,
        seed,
        z: [],
        maps: [],
        consensus: map,
        mean: map,
        variance: map,
        total: map,
        expected: map,
        disagreement: map,
        regions: { share: map, agreed: [], contested: [], labels: new Uint8Array(1) },
        milliseconds: 1,
      });
    },
    explore: (z) => {
      this.explored.push(z);
      return this.answer({ z, map, milliseconds: 1 });
    },
    glimpse: ({ z, painting }) => {
      this.glimpses.push({ z, painting });
      const picture = { close: () => void this.closed.push(z) } as unknown as ImageBitmap;
      return this.answer(this.paints ? { z, picture } : null);
    },
    smallMaps: (z) => {
      this.small.push([...z]);
      return this.answer(z.map(() => map));
    },
    latentEffects: () =>
      this.answer([0.2, 0.04, 0].map((changedShare) => ({ meanChange: 0.01, changedShare }))),
    openModel: async (source) => {
      this.opened.push(source);
      await this.modelHeld;
      const name = source.kind === 'checkpoint' ? source.name : source.address;
      if (name.includes('bad')) this.failNext = 'bad-checkpoint';
      const file = new Blob(['16 bits']);
      const isKept = source.kind === 'checkpoint' && source.keep;
      const copy = isKept ? { file, sha256: 'c0ffee' } : null;
      return this.answer({
        latentDim: 3,
        wholeRunPerSample: source.kind === 'checkpoint',
        checkpoint: { mark: name, copy },
      } as ModelFacts);
    },
    interrupt: async (how) => void this.interruptions.push(how),
    download: (what) => this.answer({ name: `${what.kind}.png`, bytes: new Uint8Array() }),
    cutOut: () => this.answer(new Uint8Array()),
  };

  terminate(): void {
    this.die = () => undefined;
  }

  onDeath(listener: (detail: string) => void): void {
    this.die = listener;
  }
}
