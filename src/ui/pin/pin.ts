import { depthOfLink, type LinkState } from '../link/hashCodec.ts';
import type { DepthChoice, ImageOrigin, OpenImage } from '../input/openImage.ts';
import { isPinnedOfOther, requestOf } from '../engine/selectors.ts';
import { keyOf } from '../engine/shelf.ts';
import type { Asked, PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { FIRST_ENTRY, type ModelEntry } from '../models/modelMenu.ts';

function askedOf({ image, model, count, seed, spread, latent, scale }: PageState): Asked {
  return { image, model, count, seed, spread, latent, scale };
}

/** Keeps the present result beside whatever is asked for next. */
export function pinResult(store: PageStore): void {
  const state = store.get();
  if (state.image.photo !== null) store.ask({ pinned: askedOf(state) });
}

/** Pins what a button runs beside the page's own. It may take the place of what the visitor has pinned: that can be brought back. */
function compare(store: PageStore, pinned: Asked): void {
  const former = store.get().pinned;
  const isNew = former !== null && keyOf(requestOf(former)) !== keyOf(requestOf(pinned));
  if (!isNew) return store.ask({ pinned });
  const notice = { kind: 'pin-replaced', title: former.model.title } as const;
  store.ask({ pinned, pinnedBefore: former, notice });
}

/** Runs what the page shows with another model as well, beside it. */
export function runBeside(store: PageStore, model: ModelEntry): void {
  const state = store.get();
  if (state.image.photo === null) return;
  // Latents of one model mean nothing to another.
  const latent = model.id === state.model.id ? state.latent : (state.latents[model.id] ?? []);
  compare(store, { ...askedOf(state), model, latent });
}

/** Runs what the page shows without its depth as well, beside it. */
export function pinWithoutDepth(store: PageStore): void {
  const state = store.get();
  const { image } = state;
  if (image.photo === null) return;
  compare(store, { ...askedOf(state), image: { ...image, depthChoice: 'none' } });
}

/** Whether nothing but the depth makes the pinned result another than the page's own. */
export function isWithoutDepth(state: PageState): boolean {
  const { pinned, image, model } = state;
  return (
    pinned !== null &&
    pinned.image.depthChoice === 'none' &&
    image.depthChoice !== 'none' &&
    pinned.model.id === model.id &&
    !isPinnedOfOther(state)
  );
}

/** Runs the page's photo with what was pinned of another one. A depth file belongs to its photo: each keeps its own. */
export function pinOnThisPhoto(store: PageStore): void {
  const { pinned, image } = store.get();
  if (pinned === null || image.photo === null) return;
  const depthChoice = choiceFor(image, pinned.image.depthChoice);
  store.ask({ pinned: { ...pinned, image: { ...image, depthChoice } } });
}

/** Without a depth file, depth is estimated where one was asked for. */
function choiceFor(image: OpenImage, asked: DepthChoice): DepthChoice {
  return asked === 'file' && image.depth === null ? 'estimated' : asked;
}

export function unpin(store: PageStore): void {
  store.ask({ pinned: null });
}

/** Makes the pinned result the page's own, and pins the one that was. */
export function swapPinned(store: PageStore): void {
  const state = store.get();
  const { pinned } = state;
  if (pinned === null) return;
  const { model, latent, ...asked } = pinned;
  const { truth } = isPinnedOfOther(state) ? pinned.image : state.image;
  store.ask({
    ...asked,
    image: { ...pinned.image, truth },
    scale: state.scale,
    pinned: askedOf(state),
    incoming: null,
    wanted: { id: model.id },
    // Another model's latents take their place when it does.
    ...(model.id === state.model.id
      ? { latent }
      : { latents: { ...state.latents, [model.id]: latent } }),
  });
}

/** What a link has pinned comes back when its image is open. What is pinned beside another photo stays. */
export function awaitPin(store: PageStore, { example, pin }: LinkState): void {
  const { image, pinned } = store.get();
  const isGone = pin === null && example === nameOf(image.origin);
  store.update({
    awaitedPin: pin === null || example === null ? null : { example, pin },
    pinned: isGone ? null : pinned,
  });
}

/** The name by which a link calls the image on the screen. */
function nameOf(origin: ImageOrigin): string {
  return origin.kind === 'example' ? origin.id : origin.kind;
}

/** Pins what a link says, once its image is on the screen. */
export function restorePins(store: PageStore): void {
  store.subscribe(() => {
    const { awaitedPin, image, incoming, models, scale } = store.get();
    if (awaitedPin === null || incoming !== null || image.photo === null) return;
    if (nameOf(image.origin) !== awaitedPin.example) return;
    const { model: name, depth: word, adjust, ...asked } = awaitedPin.pin;
    const model = models.find(({ id }) => id === (name ?? FIRST_ENTRY.id));
    if (model === undefined) {
      store.update({ awaitedPin: null, notice: { kind: 'pin-left-out' } });
      return;
    }
    const { near, depthChoice } = depthOfLink(word, image.near);
    store.ask({
      awaitedPin: null,
      pinned: {
        ...{ ...asked, model, scale },
        image: { ...image, near, adjust, depthChoice: choiceFor(image, depthChoice) },
      },
    });
  });
}
