import { useCallback, useRef } from 'react';
import type { CommonPrior } from '../../../worker/courseSession.ts';
import type { SamplePair } from '../../input/sampleList.ts';
import { learnTexts } from '../messages/messages.ts';
import type { CourseClient } from '../network/useCourse.ts';
import { fetchSample } from '../network/usePicture.ts';

/**
 * One Gaussian for every picture, of the scale that the latents of this network have: that of draws from its priors of all
 * samples. It is computed with the first call.
 */
export function useCommonPrior(
  course: CourseClient,
  samples: readonly SamplePair[],
): () => Promise<CommonPrior> {
  const known = useRef<Promise<CommonPrior> | null>(null);
  return useCallback(() => {
    const compute = async () => {
      if (samples.length === 0) throw new Error(learnTexts.present().network.noSamples);
      const pictures = await Promise.all(samples.map(fetchSample));
      return course.ask((api) => api.commonPrior(pictures));
    };
    if (known.current === null) {
      known.current = compute();
      // What failed may be tried again.
      known.current.catch(() => (known.current = null));
    }
    return known.current;
  }, [course, samples]);
}
