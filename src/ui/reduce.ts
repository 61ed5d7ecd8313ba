import type { LatentEffect } from '../inference/latentEffect.ts';
import type { NearChoice } from '../inference/prepareDepth.ts';
import type {
  EngineFacts,
  ImageFacts,
  LatentSample,
  ModelFacts,
  Problem,
  SampleSet,
  StartProgress,
} from '../worker/protocol.ts';
import { withinReach, type Appearance } from './result/appearance.ts';
import type { LinkState } from './hashCodec.ts';
import { FIRST_ENTRY, type ModelEntry } from './models/modelMenu.ts';
import type { SamplePair } from './input/sampleList.ts';
import { drawsSlowly, latentDimOf } from './selectors.ts';
import {
  NO_RESULT,
  type AssessedSamples,
  type CheckpointOffer,
  type Engine,
  type ModelOpening,
  type Notice,
  type OpenDepth,
  type OpenImage,
  type OpenTruth,
  type PageState,
  type Result,
  type SamplingProgress,
  type SizeQuestion,
  type Stage,
} from './state.ts';

export type Action =
  | { readonly type: 'engineProgress'; readonly progress: StartProgress | null }
  | { readonly type: 'engineReady'; readonly facts: EngineFacts }
  | { readonly type: 'engineFailed'; readonly problem: Problem }
  | { readonly type: 'modelsListed'; readonly models: readonly ModelEntry[] }
  | { readonly type: 'modelOpening'; readonly opening: ModelOpening | null }
  | { readonly type: 'modelOpened'; readonly model: ModelEntry; readonly facts: ModelFacts }
  | { readonly type: 'checkpointOffered'; readonly offer: CheckpointOffer | null }
  | { readonly type: 'sampleDone'; readonly sampling: SamplingProgress }
  | { readonly type: 'samplesListed'; readonly pairs: readonly SamplePair[] }
  | { readonly type: 'linkOpened'; readonly link: LinkState }
  | { readonly type: 'imageOpened'; readonly image: OpenImage }
  | { readonly type: 'nearChosen'; readonly near: NearChoice }
  /** The preview of the depth map on the screen, for another near end. */
  | { readonly type: 'depthReread'; readonly depth: OpenDepth }
  | { readonly type: 'truthOpened'; readonly truth: OpenTruth | null }
  | { readonly type: 'normaliseChosen'; readonly normalise: boolean }
  | { readonly type: 'scoringChanged'; readonly scoring: boolean }
  | { readonly type: 'assessed'; readonly assessed: AssessedSamples }
  | { readonly type: 'stageChanged'; readonly stage: Stage }
  | { readonly type: 'settingChanged'; readonly seed: number; readonly count: number }
  | { readonly type: 'latentMoved'; readonly latent: readonly number[] }
  | { readonly type: 'appearanceChanged'; readonly change: Partial<Appearance> }
  | { readonly type: 'imageAnalysed'; readonly image: ImageFacts }
  | { readonly type: 'samplesDrawn'; readonly samples: SampleSet }
  | { readonly type: 'firstMapShown'; readonly milliseconds: number }
  | { readonly type: 'latentExplored'; readonly explored: LatentSample }
  | { readonly type: 'latentsMeasured'; readonly effects: readonly LatentEffect[] }
  | { readonly type: 'noticed'; readonly notice: Notice | null }
  | { readonly type: 'asked'; readonly question: SizeQuestion | null };

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case 'engineProgress':
      return {
        ...state,
        engine: { phase: 'starting', progress: action.progress },
        result: outdated(state.result),
      };
    case 'engineReady':
      return {
        ...state,
        engine: { phase: 'ready', facts: action.facts },
        model: FIRST_ENTRY,
        latent: fitLatent(state.latent, action.facts.latentDim),
      };
    case 'engineFailed':
      return { ...state, engine: { phase: 'failed', problem: action.problem }, stage: 'idle' };
    case 'modelsListed':
      return { ...state, models: action.models };
    case 'modelOpening':
      return { ...state, opening: action.opening };
    case 'modelOpened':
      return {
        ...state,
        engine: withModel(state.engine, action.facts),
        model: action.model,
        latent: fitLatent(state.latent, action.facts.latentDim),
        result: outdated(state.result),
      };
    case 'checkpointOffered':
      return { ...state, offer: action.offer };
    case 'sampleDone':
      return { ...state, sampling: action.sampling };
    case 'samplesListed':
      return { ...state, samplePairs: action.pairs };
    case 'linkOpened':
      return {
        ...state,
        seed: action.link.seed,
        count: action.link.count,
        latent: fitLatent(action.link.latent, latentDimOf(state)),
        appearance: action.link.appearance,
      };
    case 'imageOpened':
      return {
        ...state,
        image: action.image,
        result: keepsPhoto(state.image, action.image)
          ? {
              ...state.result,
              assessed: keepsTruth(state.image, action.image) ? state.result.assessed : null,
              stale: true,
            }
          : NO_RESULT,
        question: null,
        notice: null,
      };
    case 'nearChosen':
      return {
        ...state,
        image: { ...state.image, near: action.near },
        result: outdated(state.result),
      };
    case 'depthReread':
      return {
        ...state,
        image: { ...state.image, depth: action.depth },
      };
    case 'truthOpened':
      return {
        ...state,
        image: { ...state.image, truth: action.truth },
        result: { ...state.result, assessed: null },
        notice: null,
      };
    case 'normaliseChosen':
      return { ...state, normalise: action.normalise };
    case 'scoringChanged':
      return { ...state, scoring: action.scoring };
    case 'assessed':
      return { ...state, result: { ...state.result, assessed: action.assessed } };
    case 'stageChanged':
      return {
        ...state,
        stage: action.stage,
        sampling: null,
        // The network lets go of what it held before.
        result: action.stage === 'network' ? outdated(state.result) : state.result,
      };
    case 'settingChanged': {
      const { seed, count } = action;
      // Of other networks the new maps are there before a dimmed one is seen.
      const { result } = state;
      return {
        ...state,
        seed,
        count,
        result: drawsSlowly(state) ? outdated(result) : result,
      };
    }
    case 'latentMoved':
      return { ...state, latent: action.latent.map(withinReach) };
    case 'appearanceChanged':
      return { ...state, appearance: { ...state.appearance, ...action.change } };
    case 'imageAnalysed':
      return { ...state, result: withImage(state, action.image) };
    case 'samplesDrawn':
      return { ...state, result: { ...state.result, samples: action.samples, stale: false } };
    case 'firstMapShown':
      return { ...state, firstMapMs: state.firstMapMs ?? action.milliseconds };
    case 'latentExplored':
      return { ...state, result: { ...state.result, explored: action.explored } };
    case 'latentsMeasured':
      return { ...state, result: { ...state.result, effects: action.effects } };
    case 'noticed':
      return { ...state, notice: action.notice };
    case 'asked':
      return { ...state, question: action.question };
  }
}

/** The maps stay on the screen, as those of before the last change. */
function outdated(result: Result): Result {
  return { ...result, stale: true };
}

/** Maps of another model do not stay beside the new one's. */
function withImage({ result, model }: PageState, image: ImageFacts): Result {
  const kept = result.model === model.title ? result : { ...NO_RESULT, stale: result.stale };
  return { ...kept, image, effects: null, model: model.title };
}

function withModel(engine: Engine, facts: ModelFacts): Engine {
  return engine.phase === 'ready'
    ? { phase: 'ready', facts: { ...engine.facts, ...facts } }
    : engine;
}

function keepsPhoto(before: OpenImage, after: OpenImage): boolean {
  return before.photo !== null && before.photo.file.key === after.photo?.file.key;
}

function keepsTruth(before: OpenImage, after: OpenImage): boolean {
  return before.truth?.file.key === after.truth?.file.key;
}

function fitLatent(latent: readonly number[], latentDim: number | null): readonly number[] {
  if (latentDim === null || latent.length === latentDim) return latent;
  return Array.from({ length: latentDim }, (_, axis) => latent[axis] ?? 0);
}
