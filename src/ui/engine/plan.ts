import { assess } from '../assessment/assess.ts';
import { effects, explore, glimpse } from '../explorer/latent.ts';
import { tiles } from '../explorer/tiles.ts';
import { estimate } from '../input/estimate.ts';
import { previewJob } from '../input/depthChoice.ts';
import { analyse } from '../input/photo.ts';
import { decodeJob, type ImageTools } from '../input/readFiles.ts';
import { modelJob, type ModelTools } from '../models/openModel.ts';
import { sample } from '../result/sample.ts';
import { requestOf, requestsOf } from './selectors.ts';
import { hold, letGo, put, type Request, type StageName } from './shelf.ts';
import type { Job, Stage, Tools } from './stage.ts';
import type { PageState } from './state.ts';

/** In the order in which results are wanted. */
const STAGES: { readonly [Name in StageName]: Stage<Name> } = {
  estimate,
  analyse,
  sample,
  glimpse,
  explore,
  effects,
  assess,
  tiles,
};
const IN_ORDER: readonly Stage[] = Object.values(STAGES);
const OF_SLIDERS: readonly Stage[] = [glimpse, effects, tiles];
const LEFT_BEHIND = { analyse, sample };

export type PlanTools = ImageTools & ModelTools & { readonly startJob: Job };

/** All that is to be done for the page to show what is asked for, the most urgent first. */
export function plan(state: PageState, tools: PlanTools): readonly Job[] {
  return [...planFiles(state, tools), ...planNetwork(state, tools)];
}

function planFiles(state: PageState, tools: PlanTools): Job[] {
  const { incoming, engine } = state;
  // A worker that cannot be started reads no files either.
  if (engine.phase === 'failed' && engine.problem.code === 'worker-lost') return [];
  const preview = previewJob(state, tools);
  return [
    ...(incoming === null ? [] : [decodeJob(incoming, tools)]),
    ...(preview ? [preview] : []),
  ];
}

function planNetwork(state: PageState, tools: PlanTools): Job[] {
  const { engine, wanted, model, resting, shelf, failed, working } = state;
  if (engine.phase === 'failed') return [];
  if (engine.phase === 'starting') return [tools.startJob];
  if (!('id' in wanted && wanted.id === model.id)) return [modelJob(wanted, state, tools)];
  const jobs = requestsOf(state).flatMap((request, index) =>
    IN_ORDER.flatMap((stage) => {
      const key = stage.key(request, state);
      if (key === null || shelf[stage.name].has(key)) return [];
      // The sliders belong to the page's own request, not to what is pinned beside it.
      if (OF_SLIDERS.includes(stage) && index > 0) return [];
      const job = firstJob(stage, key, request, state, tools);
      return failed.has(job.key) ? [] : [job];
    }),
  );
  if (resting === null) return jobs;
  // Drawing that was stopped ends by itself. The samples that are done are kept and scored.
  const isLeft = ({ name }: Job) =>
    name === 'assess' || (name === 'sample' && working.network === 'sample');
  return resting === 'stopped' ? jobs.filter(isLeft) : [];
}

/** What has to be done first for a result: the stage itself, or an earlier one that left nothing in the network. */
function firstJob<Name extends StageName>(
  stage: Stage<Name>,
  key: string,
  request: Request,
  state: PageState,
  tools: PlanTools,
): Job {
  const { held, wanted } = state;
  if (stage.after === 'model') {
    if (held.model !== request.model) {
      const isPages = request.model === state.model.id;
      return modelJob(isPages ? wanted : { id: request.model }, state, tools);
    }
  } else {
    const before = LEFT_BEHIND[stage.after];
    const keyBefore = before.key(request, state);
    if (keyBefore !== null && held[stage.after] !== keyBefore) {
      return firstJob<StageName>(before, keyBefore, request, state, tools);
    }
  }
  return stageJob(stage, key, request, tools);
}

function stageJob<Name extends StageName>(
  stage: Stage<Name>,
  key: string,
  request: Request,
  tools: Tools,
): Job {
  return {
    name: stage.name,
    lane: 'network',
    key,
    run: async (signal) => {
      const { store } = tools;
      const value = await stage.run(tools, request, signal).catch((error: unknown) => {
        store.update({ held: letGo(store.get().held, stage.name) });
        throw error;
      });
      return (state) => {
        const asked = requestsOf(state).map((each) => stage.key(each, state));
        return {
          shelf: put(state.shelf, stage.name, key, value, asked),
          held: hold(state.held, stage.name, key),
        };
      };
    },
    failed: ({ failed }, problem) => ({
      failed: new Set([...failed, key]),
      notice: { kind: 'problem', problem },
    }),
  };
}

/** Whether the page shows all that it asks for. */
export function isDone(state: PageState): boolean {
  const request = requestOf(state);
  if (request === null) return false;
  return IN_ORDER.every((stage) => {
    const key = stage.key(request, state);
    return key === null || state.shelf[stage.name].has(key);
  });
}
