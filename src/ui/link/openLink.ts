import type { Notice } from '../engine/notice.ts';
import { fitLatent, latentDimOf } from '../engine/selectors.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import type { Page } from '../engine/usePage.ts';
import { setDepth } from '../input/depthChoice.ts';
import type { ExamplePair } from '../input/exampleList.ts';
import { openKept } from '../input/keptPair.ts';
import { openExample } from '../input/photo.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import { chooseModel } from '../models/openModel.ts';
import { awaitPin } from '../pin/pin.ts';
import { DEFAULT_LINK, depthOfLink, type LinkState } from './hashCodec.ts';

/** Begins a visit: opens what its link names, else the first example. */
export async function beginVisit(
  page: Page,
  link: LinkState,
  listExamples: () => Promise<ExamplePair[]>,
): Promise<void> {
  const { store, engine } = page;
  const before = openingsOf(store.get());
  applySettings(store, link);
  const listing = engine.menu.refresh();
  try {
    store.update({ examplePairs: await listExamples() });
  } catch {
    store.update({ notice: { kind: 'examples-unavailable' } });
  }
  store.update({ models: await listing });
  const unknown = askModel(store, link);
  // The visitor may have opened files meanwhile, which no sample is to take the place of.
  const isUntouched = openingsOf(store.get()).every((each, index) => each === before[index]);
  if (isUntouched) await openImage(page, link, unknown);
}

/** What is open and what is being opened. */
function openingsOf(state: PageState): readonly unknown[] {
  const { incoming, image, question, placeQuestion, depthQuestion } = state;
  return [incoming, image, question, placeQuestion, depthQuestion];
}

/** Opens a link that was put into the address bar of the open page. */
export async function openLink(page: Page, link: LinkState): Promise<void> {
  const { store } = page;
  const { origin, photo, near } = store.get().image;
  applySettings(store, link);
  const isOther = link.photo !== null && link.photo !== photo?.file.key;
  if (link.example !== 'own' || origin.kind !== 'own' || isOther) {
    await openImage(page, link, askModel(store, link));
    return;
  }
  awaitPin(store, link);
  chooseModel(store, link.model ?? FIRST_ENTRY.id);
  if (link.depth === null) return;
  setDepth(store, { ...depthOfLink(link.depth, near), adjust: link.adjust });
}

function applySettings(
  store: PageStore,
  { model, seed, count, spread, latent, scale, appearance }: LinkState,
): void {
  const state = store.get();
  const id = model ?? FIRST_ENTRY.id;
  store.ask({
    ...{ seed, count, spread, scale, appearance },
    // Another model's latents take their place when it does.
    ...(id === state.model.id
      ? { latent: fitLatent(latent, latentDimOf(state)) }
      : { latents: { ...state.latents, [id]: latent } }),
  });
}

/** Asks for a link's model. @returns what to say where it is not here */
function askModel(store: PageStore, link: LinkState): Notice | null {
  const id = link.model ?? FIRST_ENTRY.id;
  if (!store.get().models.some((each) => each.id === id)) return { kind: 'unknown-model' };
  store.ask({ wanted: { id } });
  return null;
}

/** The link whose image was asked for last. */
let newest: LinkState | null = null;

async function openImage(
  { store, engine }: Page,
  link: LinkState,
  unknown: Notice | null,
): Promise<void> {
  newest = link;
  const kept = link.photo === null ? null : await engine.keeper.read(link.photo);
  // Another step of Back or Forward was faster.
  if (newest !== link) return;
  if (kept === null) openLinkedExample(store, link, unknown);
  else openKept(store, kept, link, unknown);
  awaitPin(store, link);
}

/** Opens the example that a link names, or the first one where it names none that is here. */
function openLinkedExample(store: PageStore, link: LinkState, unknown: Notice | null): void {
  const { examplePairs } = store.get();
  const [first] = examplePairs;
  // A visit without a link goes on with the answers that were made beforehand.
  if (link.example === null && link.seed === DEFAULT_LINK.seed && first?.look) {
    store.ask({ seed: first.look.seed });
  }
  const isThere = examplePairs.some(({ id }) => id === link.example);
  const absent = isThere ? truthAbsence(link) : absence(link);
  store.update({ awaitedDepth: absent?.kind === 'own-link' ? link : null });
  const notice = unknown ?? absent;
  const id = isThere ? link.example : first?.id;
  if (id) {
    const { depth, adjust, truth } = isThere || link.example === null ? link : DEFAULT_LINK;
    openExample(store, id, { depth, adjust, withTruth: truth, notice, keepsSettings: true });
  } else if (unknown !== null) store.update({ notice: unknown });
}

/** What to say of a link's image that is not here; null where the link names none. */
function absence({ example, names }: LinkState): Notice | null {
  if (example === null) return null;
  return example === 'own'
    ? { kind: 'own-link', files: names }
    : { kind: 'unknown-example', id: example };
}

/** What to say of the ground truth beside a link's sample where it was somebody's own. */
function truthAbsence({ names }: LinkState): Notice | null {
  return names.length === 0 ? null : { kind: 'own-truth-link', files: names };
}
