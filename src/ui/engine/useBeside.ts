import { useEffect, useMemo } from 'react';
import type { ImageFacts, SampleSet } from '../../worker/protocol.ts';
import { analyse } from '../input/photo.ts';
import { sample } from '../result/sample.ts';
import { requestOf } from './selectors.ts';
import type { Request } from './shelf.ts';
import { resultOf } from './stage.ts';
import { usePageState, useStore } from './usePage.ts';

/* For what tries something out beside the page's own result. */

/** What the network makes of the image, all of it there. */
export interface Whole {
  readonly image: ImageFacts;
  readonly samples: SampleSet;
}

/** The results of a request beside the page's own; null until both are there, and without a request. */
export function useOutcome(request: Request | null): Whole | null {
  const image = usePageState((state) => resultOf(analyse, request, state));
  const samples = usePageState((state) => resultOf(sample, request, state));
  return useMemo(
    () => (image === null || samples === null ? null : { image, samples }),
    [image, samples],
  );
}

/** The page's own request, without what only its sliders and its ground truth ask for; null while there is no photo. */
export function useOwnRequest(): Request | null {
  const image = usePageState((state) => state.image);
  const model = usePageState((state) => state.model);
  const store = useStore();
  return useMemo(() => {
    const request = requestOf({ ...store.get(), image, model });
    return request && { ...request, latent: null, truth: null };
  }, [store, image, model]);
}

/** Has the network try some requests, in their order, until the component goes. */
export function useBeside(requests: readonly Request[]): void {
  const store = useStore();
  // What failed elsewhere is not tried again at every step of a slider.
  useEffect(() => {
    const others = store.get().beside;
    store.update({ resting: null, beside: [...others, ...requests] });
    return () => {
      const left = store.get().beside.filter((each) => !requests.includes(each));
      store.update({ beside: left });
    };
  }, [store, requests]);
}
