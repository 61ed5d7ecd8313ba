import { hasPinned } from '../engine/selectors.ts';
import type { Asked, PageState, ShownResult } from '../engine/state.ts';
import { numbersOf } from '../result/numbers.ts';

/** Of the file's form; a change that readers notice makes it larger. */
const FORMAT_VERSION = 1;

/**
 * All numbers of the present result, for JSON: what was asked for, where the latents lie, what the answers agree on, the
 * uncertainty by its parts (bits), times (milliseconds), and every score where there is a ground truth. Shares are in
 * [0,1]; the pictures themselves are not in it. `pinned` is the same of a result of this photo that is pinned beside it.
 */
export function numbersFile(state: PageState, address: string): Record<string, unknown> {
  const { image, scale, engine, result, pinned, pinnedResult } = state;
  const { photo, truth } = image;
  return {
    formatVersion: FORMAT_VERSION,
    address,
    backend: engine.phase === 'ready' ? engine.facts.backend : null,
    photo: photo && { name: photo.file.name, width: photo.facts.width, height: photo.facts.height },
    truth: truth && { name: truth.file.name, objects: truth.facts.objects },
    scale,
    ...fileOf(state, result),
    pinned: pinned && hasPinned(state) ? fileOf(pinned, pinnedResult) : null,
  };
}

function fileOf({ image, model, spread, latent }: Asked, result: ShownResult) {
  const { samples, explored, assessed, effects } = result;
  const { depth, depthChoice, near, fit } = image;
  const regions = samples?.regions;
  return {
    model: { id: model.id, title: result.model },
    depth: {
      from: depthChoice,
      name: depthChoice === 'file' ? (depth?.file.name ?? null) : null,
      asked: near,
      near: result.image?.near ?? null,
      fit,
    },
    request: { answers: samples?.count, seed: samples?.seed, spread },
    prior: result.image && { mu: result.image.priorMu, sigma: result.image.priorSigma },
    answers: samples?.z.map((z) => ({ z })) ?? [],
    explored: explored && { sigma: latent, z: explored.z },
    effects,
    numbers: numbersOf(result),
    agreed: regions?.agreed ?? [],
    contested: regions?.contested ?? [],
    scores: assessed && {
      maps: assessed.report.maps.map(({ row }) => row),
      uncertainty: Object.fromEntries(
        Object.entries(assessed.report.uncertainty).map(([kind, { scores, consensusErrors }]) => [
          kind,
          { ...scores, consensusErrors },
        ]),
      ),
      sampleDistance: assessed.report.sampleDistance,
      posterior: assessed.posterior && {
        mu: assessed.posterior.mu,
        sigma: assessed.posterior.sigma,
        kl: assessed.posterior.kl,
        z: assessed.posterior.z,
      },
    },
  };
}
