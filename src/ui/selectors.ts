import type { ImageFacts } from '../worker/protocol.ts';
import type { LinkState } from './hashCodec.ts';
import { FIRST_ENTRY } from './models/modelMenu.ts';
import type { PageState } from './state.ts';

/** What the address bar's hash holds for a state. */
export function linkOf(state: PageState): LinkState {
  const { origin, depth, near } = state.image;
  return {
    sample: origin.kind === 'sample' ? origin.id : 'own',
    model: state.model.id === FIRST_ENTRY.id ? null : state.model.id,
    seed: state.seed,
    count: state.count,
    latent: state.latent,
    depth: depth === null ? 'off' : near,
    appearance: state.appearance,
  };
}

/** The latent that the sliders stand for: μ + σ · position. */
export function latentPoint(image: ImageFacts, latent: readonly number[]): number[] {
  return image.priorMu.map((mu, axis) => mu + image.priorSigma[axis]! * (latent[axis] ?? 0));
}

/** The inverse of `latentPoint`: where a latent lies, in σ of the prior. */
export function sigmaPosition(image: ImageFacts, z: readonly number[]): number[] {
  return z.map((value, axis) => (value - image.priorMu[axis]!) / image.priorSigma[axis]!);
}

/** Whether an assessment is about what the page shows and asks for. */
export function isCurrent({ result, normalise }: PageState): boolean {
  const { assessed, samples, stale } = result;
  return (
    assessed !== null &&
    !stale &&
    assessed.samples === samples &&
    assessed.assessment.normalise === normalise
  );
}

/** Whether work is under way that ends with scores of what the page shows and asks for. */
export function isBeingScored(state: PageState): boolean {
  const { engine, opening, scoring, stage } = state;
  if (engine.phase === 'failed' || isCurrent(state)) return false;
  return scoring || opening !== null || stage !== 'idle';
}

/** Whether there are samples and a ground truth that they are yet to be scored against. */
export function awaitsAssessment(state: PageState): boolean {
  const { image, result } = state;
  return image.truth !== null && result.samples !== null && !result.stale && !isCurrent(state);
}

/** The image's prior, unless it is a former network's with latents of another kind. */
export function priorInUse({ result, latent }: PageState): ImageFacts | null {
  return result.image?.priorMu.length === latent.length ? result.image : null;
}

/** Whether each sample takes a run of the whole network: seconds, where ours takes milliseconds. */
export function drawsSlowly({ engine }: Pick<PageState, 'engine'>): boolean {
  return engine.phase === 'ready' && engine.facts.wholeRunPerSample;
}

/** Whether the network has no latents: no samples to compare and nothing to explore. */
export function givesOneMap(state: PageState): boolean {
  return latentDimOf(state) === 0;
}

/** Length of the latent vector; null until the network is there. */
export function latentDimOf(state: PageState): number | null {
  return state.engine.phase === 'ready' ? state.engine.facts.latentDim : null;
}
