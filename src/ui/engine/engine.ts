import type { InferenceClient } from '../../worker/client.ts';
import { closePictures } from '../explorer/latent.ts';
import { keepPairs, type PairKeeper } from '../input/keptPair.ts';
import { type Addresses, trackPreviews } from '../input/shownImage.ts';
import type { ModelMenu } from '../models/modelMenu.ts';
import { startJob, type StartSource } from '../models/openModel.ts';
import { restorePins } from '../pin/pin.ts';
import { Loop } from './loop.ts';
import { isDone, plan, type PlanTools } from './plan.ts';
import { lost } from './problems.ts';
import type { Tools } from './stage.ts';
import type { PageStore } from './store.ts';

/** What the page finds around it: the site, and what the browser can do. */
export interface Surroundings extends Omit<PlanTools, keyof Tools | 'startJob'>, Addresses {
  readonly start: StartSource;
  readonly keeper: PairKeeper;
}

/** Keeps the page showing what its state asks for. */
export class Engine {
  readonly menu: ModelMenu;
  readonly keeper: PairKeeper;
  private readonly loop: Loop;

  constructor(
    readonly client: InferenceClient,
    private readonly store: PageStore,
    surroundings: Surroundings,
  ) {
    this.menu = surroundings.menu;
    this.keeper = surroundings.keeper;
    const createAddress = trackPreviews(store, surroundings);
    const start = startJob(surroundings.start, client, store);
    const tools = { client, store, ...surroundings, createAddress, startJob: start };
    this.loop = new Loop(store, (state) => plan(state, tools), lost);
    store.subscribe(() => {
      const state = store.get();
      if (state.losses > 0 && isDone(state)) store.update({ losses: 0 });
    });
    closePictures(store);
    keepPairs(store, surroundings.keeper);
    restorePins(store);
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

  /** Gives up the model that is being opened, and what has been pinned of it and is not there yet; the one before stays. */
  async stopOpening(): Promise<void> {
    const { model, wanted, pinned, pinnedResult } = this.store.get();
    const isPages = !('id' in wanted) || wanted.id !== model.id;
    if (isPages) this.store.ask({ wanted: { id: model.id }, opening: null });
    else if (pinned !== null && pinnedResult.samples === null) {
      this.store.ask({ pinned: null, opening: null });
    } else this.store.update({ resting: 'stopped', opening: null });
    await this.client.endIfStuck();
  }
}
