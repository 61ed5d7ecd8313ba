import type { InferenceClient } from '../worker/client.ts';
import type { ModelFacts, ModelSource, StartProgress } from '../worker/protocol.ts';
import { checkpointId, FIRST_ENTRY, type ModelEntry, type ModelShelf } from './models/modelMenu.ts';
import type { PageStore } from './store.ts';

/** What a change of the model needs of the rest of the page. */
export interface PageWork {
  /** Tells what failed, and starts the network again where it died. */
  readonly guard: (wish: () => Promise<void>) => Promise<void>;
  /** Ends the work on the image. @returns whether there was any */
  readonly pause: () => boolean;
  /** Does the work on the image anew. */
  readonly resume: () => Promise<void>;
  /** Bytes that the browser still grants; null where it does not say. */
  readonly estimateRoom: () => Promise<number | null>;
}

/** Carries out the visitor's wishes about models. */
export class ModelController {
  /** Counts wishes, of which the latest one counts. */
  private latest = 0;
  /** The work on the image was ended for a wish, or a model was put in the place of the one that did it. */
  private owesWork = false;
  /** The model that was wished for last; null for a checkpoint, which has no name before it is read. */
  private wished: string | null = FIRST_ENTRY.id;

  constructor(
    private readonly client: InferenceClient,
    private readonly store: PageStore,
    private readonly shelf: ModelShelf,
    private readonly page: PageWork,
  ) {}

  /** The model in use, or the one on its way. */
  get wanted(): string {
    return this.wished ?? this.store.get().model.id;
  }

  /** Has the work on the image done anew once the model that is being opened is there, or has failed. */
  oweWork(): void {
    this.owesWork = true;
  }

  async list(): Promise<void> {
    this.store.dispatch({ type: 'modelsListed', models: await this.shelf.refresh() });
  }

  /** Puts a model of the menu to work. @returns whether another one is at work now, or will be */
  async choose(id: string): Promise<boolean> {
    const { model, models, engine, opening } = this.store.get();
    if (engine.phase === 'failed') return false;
    if (opening !== null && this.wished === id) return true;
    const entry = models.find((each) => each.id === id);
    if (entry === undefined) {
      this.store.dispatch({ type: 'noticed', notice: { kind: 'unknown-model' } });
      return false;
    }
    const wish = this.wish(id);
    if (opening === null && model.id === id) return false;
    const source = await this.shelf.source(entry);
    if (wish !== this.latest) return true;
    if (source === null) {
      this.wished = model.id;
      this.store.dispatch({ type: 'noticed', notice: { kind: 'model-gone', title: entry.title } });
      await this.list();
      return false;
    }
    return this.open(wish, entry.title, source, () => entry);
  }

  /** Asks what to do with a checkpoint that was dropped or chosen. */
  async offer(file: File): Promise<void> {
    this.store.dispatch({ type: 'checkpointOffered', offer: { file, room: null } });
    const room = await this.page.estimateRoom();
    if (this.store.get().offer?.file === file) {
      this.store.dispatch({ type: 'checkpointOffered', offer: { file, room } });
    }
  }

  decline(): void {
    this.store.dispatch({ type: 'checkpointOffered', offer: null });
  }

  /** Puts the checkpoint in question to work. */
  async accept(keep: boolean): Promise<void> {
    const { offer } = this.store.get();
    if (offer === null) return;
    this.decline();
    const { file } = offer;
    await this.open(
      this.wish(null),
      file.name,
      this.shelf.fileSource(file.name, file, keep),
      ({ checkpoint }) => this.settle(file, checkpoint),
    );
  }

  /** Takes a checkpoint of the visitor's out of the menu and out of the browser. */
  async remove(id: string): Promise<void> {
    const models = await this.shelf.remove(id);
    this.store.dispatch({ type: 'modelsListed', models });
    if (this.store.get().model.id === id) await this.choose(FIRST_ENTRY.id);
  }

  /** Puts an opened checkpoint into the menu, and the copy that was asked for into the browser. */
  private settle(file: File, checkpoint: ModelFacts['checkpoint']): ModelEntry {
    const id = checkpointId(file.name, checkpoint?.sha256 ?? '');
    this.shelf.add(id, file);
    const models = this.shelf.entries();
    this.store.dispatch({ type: 'modelsListed', models });
    if (checkpoint?.copy) void this.keep(id, file.name, checkpoint.copy);
    return models.find((each) => each.id === id)!;
  }

  private async keep(id: string, title: string, copy: Blob): Promise<void> {
    const outcome = await this.shelf.keep(id, title, copy);
    if (outcome !== 'kept') {
      const notice = { kind: 'not-kept', title, reason: outcome } as const;
      this.store.dispatch({ type: 'noticed', notice });
    }
    this.store.dispatch({ type: 'modelsListed', models: this.shelf.entries() });
  }

  private wish(id: string | null): number {
    this.wished = id;
    return ++this.latest;
  }

  private async open(
    wish: number,
    title: string,
    source: ModelSource,
    entryOf: (facts: ModelFacts) => ModelEntry,
  ): Promise<boolean> {
    let isOpen = false;
    if (this.page.pause()) this.owesWork = true;
    this.store.dispatch({ type: 'modelOpening', opening: { title, progress: null } });
    await this.page.guard(async () => {
      const onNews = (progress: StartProgress) => {
        if (wish === this.latest && !isOpen) {
          this.store.dispatch({ type: 'modelOpening', opening: { title, progress } });
        }
      };
      const facts = await this.client.call('openModel', source, { onNews });
      isOpen = true;
      this.owesWork = true;
      this.store.dispatch({ type: 'modelOpened', model: entryOf(facts), facts });
      this.store.dispatch({ type: 'modelOpening', opening: null });
    });
    if (wish !== this.latest) return true;
    this.wished = this.store.get().model.id;
    if (!isOpen) this.store.dispatch({ type: 'modelOpening', opening: null });
    // An analysis that began meanwhile waits for its turn behind the new model.
    const isWaiting = this.store.get().stage === 'network';
    const owesWork = this.owesWork && !isWaiting;
    this.owesWork = false;
    if (owesWork) await this.page.resume();
    return isOpen;
  }
}
