import type { InferenceClient } from '../../worker/client.ts';
import type { CheckpointCopy, ModelFacts, StartRequest } from '../../worker/startProtocol.ts';
import { lost } from '../engine/problems.ts';
import { fitLatent } from '../engine/selectors.ts';
import { keyOf, NOTHING_HELD } from '../engine/shelf.ts';
import type { Job, Tools } from '../engine/stage.ts';
import type { Change, PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import {
  checkpointId,
  FIRST_ENTRY,
  type ModelEntry,
  type ModelMenu,
  type ModelRequest,
} from './modelMenu.ts';

/** Asks for a model of the menu. */
export function chooseModel(store: PageStore, id: string): void {
  if (store.get().models.some((entry) => entry.id === id)) store.ask({ wanted: { id } });
  else store.update({ notice: { kind: 'unknown-model' } });
}

/** The visitor's answer on a checkpoint that was dropped or chosen. */
export function acceptCheckpoint(store: PageStore, keep: boolean): void {
  const { offer } = store.get();
  if (offer !== null) store.ask({ offer: null, wanted: { file: offer.file, keep } });
}

/** Takes a checkpoint of the visitor's out of the menu and out of the browser. */
export async function removeModel(store: PageStore, menu: ModelMenu, id: string): Promise<void> {
  const models = await menu.remove(id);
  const { pinned } = store.get();
  store.update({ models, pinned: pinned?.model.id === id ? null : pinned });
  if (store.get().model.id === id) chooseModel(store, FIRST_ENTRY.id);
}

/** Where the page's first network comes from, and the backend that its address names. */
export type StartSource = Omit<StartRequest, 'gpuLost'>;

/** Starts the network with the first model, again after each loss. */
export function startJob(source: StartSource, client: InferenceClient, store: PageStore): Job {
  return {
    name: 'start',
    lane: 'network',
    key: 'start',
    run: async () => {
      const { engine } = store.get();
      const gpuLost = engine.phase === 'starting' && engine.gpuLost;
      const facts = await client.start(
        { ...source, gpuLost },
        (progress) => {
          if (store.get().engine.phase !== 'starting') return;
          store.update({ engine: { phase: 'starting', progress, gpuLost } });
        },
        (problem) => store.update(lost(store.get(), problem)),
      );
      return (now) => ({
        engine: { phase: 'ready', facts },
        held: { ...NOTHING_HELD, model: FIRST_ENTRY.id },
        ...withSliders(now, FIRST_ENTRY, facts.latentDim),
      });
    },
    failed: (_, problem) => ({ engine: { phase: 'failed', problem } }),
  };
}

export interface ModelTools extends Tools {
  readonly menu: ModelMenu;
}

/** Puts a model into the network: the one that is wanted for the page, or one for a request beside it. */
export function modelJob(wanted: ModelRequest, state: PageState, tools: ModelTools): Job {
  const { client, store, menu } = tools;
  const isPages = wanted === state.wanted;
  const key = keyOfModel(wanted);
  /** Where it cannot be had, the page stays with the model that it has. */
  const giveUp = (now: PageState): Change => {
    const given = { opening: null, failed: new Set([...now.failed, key]) };
    return isPages && now.wanted === wanted ? { ...given, wanted: { id: now.model.id } } : given;
  };
  return {
    name: 'model',
    lane: 'network',
    key,
    run: async (signal) => {
      const known = 'id' in wanted ? store.get().models.find(({ id }) => id === wanted.id) : null;
      const title = 'id' in wanted ? (known?.title ?? wanted.id) : wanted.file.name;
      const source = await ('id' in wanted
        ? known && menu.source(known)
        : menu.fileSource(title, wanted.file, wanted.keep));
      if (!source) {
        const models = await menu.refresh();
        return (now) => ({ ...giveUp(now), models, notice: { kind: 'model-gone', title } });
      }
      store.update({ opening: { title, progress: null } });
      const facts = await client.call('openModel', source, {
        // Given up, it is still waited for: only its answer tells which model the worker holds.
        onNews: (progress) => {
          if (!signal.aborted) store.update({ opening: { title, progress } });
        },
      });
      const model = 'file' in wanted ? enlist(wanted.file, facts, tools) : known!;
      return (now) => ({
        opening: null,
        held: { ...NOTHING_HELD, model: model.id },
        ...(isPages && inUse(now, model, facts)),
        ...(now.wanted === wanted && { wanted: { id: model.id } }),
      });
    },
    failed: (now, problem) => ({ ...giveUp(now), notice: { kind: 'problem', problem } }),
  };
}

function keyOfModel(wanted: ModelRequest): string {
  if ('id' in wanted) return keyOf('model', wanted.id);
  const { name, size, lastModified } = wanted.file;
  return keyOf('model', name, size, lastModified, wanted.keep);
}

/** The page's results are this model's from now on. */
function inUse(state: PageState, model: ModelEntry, facts: ModelFacts): Change {
  const { engine } = state;
  if (engine.phase !== 'ready') return {};
  return {
    engine: { phase: 'ready', facts: { ...engine.facts, ...facts } },
    ...withSliders(state, model, facts.latentDim),
  };
}

/** A model with its sliders where they stood when it was in use last, and those of the model before put by. */
function withSliders(state: PageState, model: ModelEntry, latentDim: number): Change {
  const { latent } = state;
  const latents = { ...state.latents, [state.model.id]: latent };
  return { model, latents, latent: fitLatent(latents[model.id] ?? latent, latentDim) };
}

/** Puts an opened checkpoint into the menu, and the copy that was asked for into the browser. */
function enlist(file: File, { checkpoint }: ModelFacts, { menu, store }: ModelTools): ModelEntry {
  const { mark, copy } = checkpoint!;
  const id = checkpointId(mark);
  menu.add(id, file);
  store.update({ models: menu.entries() });
  if (copy !== null) void keep(id, file.name, copy);
  return menu.entries().find((each) => each.id === id)!;

  async function keep(id: string, title: string, copy: CheckpointCopy): Promise<void> {
    const outcome = await menu.keep(id, title, copy);
    store.update({ models: menu.entries() });
    if (outcome !== 'kept') store.update({ notice: { kind: 'not-kept', title, reason: outcome } });
  }
}
