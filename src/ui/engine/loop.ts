import { isAbort, type Problem } from '../../worker/problem.ts';
import { isLoss, problemOf } from './problems.ts';
import type { Job } from './stage.ts';
import type { Change, Lane, PageState } from './state.ts';
import type { PageStore } from './store.ts';

const LANES: readonly Lane[] = ['files', 'network'];

/**
 * The one loop of the page. After every change of the state it draws up the plan anew. It begins the first job of
 * each lane, and ends the job under way if its key is no longer in the plan.
 */
export class Loop {
  private readonly running = new Map<Lane, { readonly key: string; ending: AbortController }>();
  private waiting: (() => void)[] = [];

  /**
   * @param plan all that is to be done, the most urgent first
   * @param lost what the loss of the network changes
   */
  constructor(
    private readonly store: PageStore,
    private readonly plan: (state: PageState) => readonly Job[],
    private readonly lost: (state: PageState, problem: Problem) => Change,
  ) {
    store.subscribe(() => this.turn());
  }

  /** Settles when nothing is left to do. */
  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.turn();
    });
  }

  private turn(): void {
    for (const lane of LANES) {
      const jobs = this.plan(this.store.get()).filter((job) => job.lane === lane);
      const now = this.running.get(lane);
      if (now === undefined && jobs[0] !== undefined) void this.run(jobs[0]);
      else if (now !== undefined && jobs.every(({ key }) => key !== now.key)) now.ending.abort();
    }
    if (this.running.size > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private async run({ lane, key, name, run, failed }: Job): Promise<void> {
    const ending = new AbortController();
    this.running.set(lane, { key, ending });
    this.store.update({ working: { ...this.store.get().working, [lane]: name } });
    const change = await run(ending.signal).catch((error: unknown) => (state: PageState) => {
      const problem = problemOf(error);
      const canRestart = name !== 'start' && state.engine.phase !== 'failed';
      if (isLoss(problem) && canRestart) return this.lost(state, problem);
      return isAbort(error) || ending.signal.aborted ? {} : failed(state, problem);
    });
    this.running.delete(lane);
    const state = this.store.get();
    this.store.update({ ...change(state), working: { ...state.working, [lane]: null } });
  }
}
