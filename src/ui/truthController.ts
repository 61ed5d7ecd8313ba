import { checkDepthFit } from '../image/fitDepth.ts';
import type { InferenceClient } from '../worker/client.ts';
import type { SourceFile } from '../worker/protocol.ts';
import type { ImageSources } from './imageSources.ts';
import type { Notice, OpenPhoto, OpenTruth } from './state.ts';
import type { PageStore } from './store.ts';

/** What to say about a ground truth that is not of the photo's shape; null where it is. */
export function misfitOf(image: {
  readonly photo: OpenPhoto | null;
  readonly truth: OpenTruth | null;
}): Notice | null {
  const { photo, truth } = image;
  if (photo === null || truth === null || checkDepthFit(photo.facts, truth.facts).ok) return null;
  return { kind: 'truth-misfit', photo: photo.facts, truth: truth.facts };
}

/** What the scoring needs of the rest of the page. */
export interface AssessmentWork {
  /** Tells what failed, and starts the network again where it died. */
  readonly guard: (wish: () => Promise<void>) => Promise<void>;
  /** Has the work on the image done anew once the model that is being opened is there, or has failed. */
  readonly oweWork: () => void;
}

/** Carries out the visitor's wishes about the ground truth: of those that overlap, the latest wins. */
export class TruthController {
  private opening = new AbortController();
  private assessment = new AbortController();

  constructor(
    private readonly client: InferenceClient,
    private readonly store: PageStore,
    private readonly sources: ImageSources,
    private readonly page: AssessmentWork,
  ) {}

  /** Puts a ground truth beside the image on the screen. */
  async open(file: SourceFile): Promise<void> {
    this.opening.abort();
    const opening = new AbortController();
    this.opening = opening;
    const { photo } = this.store.get().image;
    await this.page.guard(async () => {
      const truth = await this.sources.readTruth(file, null, opening.signal);
      if (this.store.get().image.photo !== photo) return;
      const misfit = misfitOf({ photo, truth });
      if (misfit !== null) {
        this.store.dispatch({ type: 'noticed', notice: misfit });
        return;
      }
      this.store.dispatch({ type: 'truthOpened', truth });
      if (photo === null) {
        this.store.dispatch({ type: 'noticed', notice: { kind: 'waiting-for-photo' } });
      }
    });
    await this.assess();
  }

  /** Puts the open sample's own ground truth beside it. */
  async openOfSample(): Promise<void> {
    const { image, samplePairs } = this.store.get();
    const { origin } = image;
    const pair = samplePairs.find(({ id }) => origin.kind === 'sample' && origin.id === id);
    if (!pair?.gt) return;
    const path = pair.gt;
    let file: SourceFile | null = null;
    await this.page.guard(async () => {
      file = await this.sources.fetchFile(`${pair.id}-gt`, path);
    });
    if (file !== null && this.store.get().image.origin === origin) await this.open(file);
  }

  remove(): void {
    this.opening.abort();
    this.assessment.abort();
    this.store.dispatch({ type: 'truthOpened', truth: null });
  }

  async setNormalise(normalise: boolean): Promise<void> {
    this.store.dispatch({ type: 'normaliseChosen', normalise });
    await this.assess();
  }

  /** Scores the samples on the screen against the ground truth, if both are there. */
  async assess(signal?: AbortSignal): Promise<void> {
    this.assessment.abort();
    const assessment = new AbortController();
    this.assessment = assessment;
    const { image, result, seed, normalise, opening } = this.store.get();
    const { truth } = image;
    const { samples } = result;
    const isComplete = truth !== null && samples !== null;
    if (isComplete && opening !== null) this.page.oweWork();
    const scoring = isComplete && opening === null && !result.stale;
    this.store.dispatch({ type: 'scoringChanged', scoring });
    if (!scoring) return;
    const ending = signal === undefined ? [] : [signal];
    await this.page.guard(async () => {
      const answer = await this.client.call(
        'assess',
        { truth: truth.file, seed, normalise },
        { signal: AbortSignal.any([assessment.signal, ...ending]) },
      );
      // Newer samples are on the screen by now, and will be scored themselves.
      if (this.store.get().result.samples !== samples) return;
      this.store.dispatch({ type: 'assessed', assessed: { assessment: answer, samples } });
    });
    // A newer one that has begun meanwhile goes on.
    if (this.assessment === assessment) {
      this.store.dispatch({ type: 'scoringChanged', scoring: false });
    }
  }
}
