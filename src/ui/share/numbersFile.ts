import type { PageState } from '../engine/state.ts';
import { numbersOf } from '../result/numbers.ts';

/** Of the file's form; a change that readers notice makes it larger. */
const FORMAT_VERSION = 1;

/**
 * All numbers of the present result, for JSON: what was asked for, where the latents lie, what the answers agree on, the
 * uncertainty by its parts (bits), times (milliseconds), and every score where there is a ground truth. Shares are in
 * [0,1]; the pictures themselves are not in it.
 */
export function numbersFile(state: PageState, address: string): Record<string, unknown> {
  const { image, model, spread, latent, scale, engine, result } = state;
  const { samples, explored, assessed, effects } = result;
  const { photo, depth, depthChoice, truth, near, fit } = image;
  const backend = engine.phase === 'ready' ? engine.facts.backend : null;
  const regions = samples?.regions;
  return {
    formatVersion: FORMAT_VERSION,
    address,
    model: { id: model.id, title: result.model },
    backend,
    photo: photo && { name: photo.file.name, width: photo.facts.width, height: photo.facts.height },
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
    truth: truth && { name: truth.file.name, objects: truth.facts.objects },
    scores: assessed && {
      scale,
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
