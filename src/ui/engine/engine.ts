import type { InferenceClient } from '../../worker/client.ts';
import type { DownloadFile, DownloadKind } from '../../worker/protocol.ts';
import type { BackendName } from '../../worker/startProtocol.ts';
import { explore } from '../explorer/latent.ts';
import { keepPairs, type PairKeeper } from '../input/keptPair.ts';
import { analyse } from '../input/photo.ts';
import { FIRST_ENTRY, type ModelMenu } from '../models/modelMenu.ts';
import { restorePins } from '../pin/pin.ts';
import { sample } from '../result/sample.ts';
import { Loop } from './loop.ts';
import { isDone, plan } from './plan.ts';
import { failure, lost } from './problems.ts';
import { fitLatent, requestOf } from './selectors.ts';
import { NOTHING_HELD, type Shelf, without } from './shelf.ts';
import type { Job } from './stage.ts';
import type { PageStore } from './store.ts';

export interface Surroundings {
  readonly modelAddress: string;
  /** The same of the network that estimates depth. */
  readonly depthModelAddress: string;
  readonly forcedBackend: BackendName | null;
  readonly menu: ModelMenu;
  readonly keeper: PairKeeper;
  /** Bytes that the browser still grants; null where it does not say. */
  readonly estimateRoom: () => Promise<number | null>;
  readonly fetchBlob: (address: string, signal: AbortSignal) => Promise<Blob>;
  /** How pictures come to the screen. */
  readonly createAddress: (blob: Blob) => string;
  readonly revokeAddress: (address: string) => void;
}

/** Keeps the page showing what its state asks for. */
export class Engine {
  private readonly loop: Loop;

  constructor(
    readonly client: InferenceClient,
    private readonly store: PageStore,
    private readonly surroundings: Surroundings,
  ) {
    const createAddress = trackPreviews(store, surroundings);
    const tools = { client, store, ...surroundings, createAddress, startJob: this.startJob() };
    this.loop = new Loop(store, (state) => plan(state, tools), lost);
    store.subscribe(() => {
      const state = store.get();
      if (state.losses > 0 && isDone(state)) store.update({ losses: 0 });
    });
    closePictures(store);
    keepPairs(store, surroundings.keeper);
    restorePins(store);
  }

  get menu(): ModelMenu {
    return this.surroundings.menu;
  }

  get keeper(): PairKeeper {
    return this.surroundings.keeper;
  }

  /** Settles when the page shows what is asked for, or cannot. */
  rest(): Promise<void> {
    return this.loop.rest();
  }

  /** Starts again by the visitor's request after the network failed. */
  retry(): void {
    this.store.ask({ engine: { phase: 'starting', progress: null, gpuLost: false }, losses: 0 });
  }

  /** Ends the work on the image; samples that are done are shown. */
  async stop(): Promise<void> {
    this.store.update({ resting: 'stopped' });
    this.client.stopDrawing();
    await this.rest();
    const { resting, result } = this.store.get();
    if (resting === 'stopped' && result.samples === null) {
      this.store.update({ notice: { kind: 'stopped' } });
    }
  }

  /** Gives up the files that are being read; the image on the screen stays. */
  async stopReading(): Promise<void> {
    this.store.update({ incoming: null });
    await this.client.endIfStuck();
  }

  /** Gives up the model that is being opened; the one before stays. */
  async stopOpening(): Promise<void> {
    const { model } = this.store.get();
    this.store.ask({ wanted: { id: model.id }, opening: null });
    await this.client.endIfStuck();
  }

  /** @returns null when the file cannot be made; the notice then says why. */
  async download(what: DownloadKind): Promise<DownloadFile | null> {
    try {
      await this.holdAgain(what);
      return await this.client.call('download', what);
    } catch (error) {
      this.store.update(failure(this.store.get(), error));
      return null;
    }
  }

  /** Files are made of what the network holds. If that belongs to another request by now, it is made once more. */
  private async holdAgain({ kind }: DownloadKind): Promise<void> {
    const state = this.store.get();
    const request = requestOf(state);
    const ofImage = kind === 'corrected-depth' || kind === 'estimated-depth';
    const stage = ofImage ? analyse : kind === 'explored' ? explore : sample;
    const key = request && stage.key(request, state);
    if (key === null || state.held[stage.name] === key) return;
    this.store.update({ shelf: without(state.shelf, stage.name, key) });
    await this.rest();
  }

  private startJob(): Job {
    const { client, store } = this;
    const { modelAddress, depthModelAddress, forcedBackend: forced } = this.surroundings;
    return {
      name: 'start',
      lane: 'network',
      key: 'start',
      run: async () => {
        const { engine } = store.get();
        const gpuLost = engine.phase === 'starting' && engine.gpuLost;
        const facts = await client.start(
          { modelAddress, depthModelAddress, forced, gpuLost },
          (progress) => {
            if (store.get().engine.phase !== 'starting') return;
            store.update({ engine: { phase: 'starting', progress, gpuLost } });
          },
          (problem) => store.update(lost(store.get(), problem)),
        );
        return ({ latent, latents }) => ({
          engine: { phase: 'ready', facts },
          model: FIRST_ENTRY,
          held: { ...NOTHING_HELD, model: FIRST_ENTRY.id },
          latent: fitLatent(latents[FIRST_ENTRY.id] ?? latent, facts.latentDim),
        });
      },
      failed: (_, problem) => ({ engine: { phase: 'failed', problem } }),
    };
  }
}

/** Gives up painted pictures that left the shelf. Each holds memory of the GPU until then. */
function closePictures(store: PageStore): void {
  let lying: Shelf['glimpse'] = new Map();
  store.subscribe(() => {
    const { glimpse } = store.get().shelf;
    if (glimpse === lying) return;
    const left = new Set(glimpse.values());
    for (const each of lying.values()) if (!left.has(each)) each?.picture.close();
    lying = glimpse;
  });
}

/** @returns how a picture gets its address, which is given up when nothing shows the picture any more */
function trackPreviews(
  store: PageStore,
  { createAddress, revokeAddress }: Surroundings,
): (blob: Blob) => string {
  const addresses = new Set<string>();
  store.subscribe(() => {
    const { image, question, working, pinned } = store.get();
    // What is being opened is not shown yet.
    if (working.files === 'decode') return;
    const shown = [image, question?.image, pinned?.image].map((each) => each?.photo?.address);
    for (const address of addresses) {
      if (!shown.includes(address) && addresses.delete(address)) revokeAddress(address);
    }
  });
  return (blob) => {
    const address = createAddress(blob);
    addresses.add(address);
    return address;
  };
}
