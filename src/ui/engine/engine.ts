import type { InferenceClient } from '../../worker/client.ts';
import type { BackendName } from '../../worker/startProtocol.ts';
import { closePictures } from '../explorer/latent.ts';
import { keepPairs, type PairKeeper } from '../input/keptPair.ts';
import { type Addresses, trackPreviews } from '../input/shownImage.ts';
import { FIRST_ENTRY, type ModelMenu } from '../models/modelMenu.ts';
import { restorePins } from '../pin/pin.ts';
import { Loop } from './loop.ts';
import { isDone, plan, type PlanTools } from './plan.ts';
import { lost } from './problems.ts';
import { fitLatent } from './selectors.ts';
import { NOTHING_HELD } from './shelf.ts';
import type { Job, Tools } from './stage.ts';
import type { PageStore } from './store.ts';

/** What the page finds around it: the site, and what the browser can do. */
export interface Surroundings extends Omit<PlanTools, keyof Tools | 'startJob'>, Addresses {
  readonly modelAddress: string;
  /** The same of the network that estimates depth. */
  readonly depthModelAddress: string;
  readonly forcedBackend: BackendName | null;
  readonly keeper: PairKeeper;
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
