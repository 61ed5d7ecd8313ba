import { useCallback, useRef } from 'react';
import type { CommonPrior } from '../../../worker/courseSession.ts';
import type { ExamplePair } from '../../input/exampleList.ts';
import { learnTexts } from '../messages/messages.ts';
import type { CourseClient } from '../network/useCourse.ts';
import { fetchExample } from '../network/usePicture.ts';

/**
 * One Gaussian for every picture, of the scale that the latents of this network have: that of draws from its priors of all
 * examples. It is computed with the first call.
 */
export function useCommonPrior(
  course: CourseClient,
  examples: readonly ExamplePair[],
): () => Promise<CommonPrior> {
  const known = useRef<Promise<CommonPrior> | null>(null);
  return useCallback(() => {
    const compute = async () => {
      if (examples.length === 0) throw new Error(learnTexts.present().network.noExamples);
      const pictures = await Promise.all(examples.map(fetchExample));
      return course.ask((api) => api.commonPrior(pictures));
    };
    if (known.current === null) {
      known.current = compute();
      // What failed may be tried again.
      known.current.catch(() => (known.current = null));
    }
    return known.current;
  }, [course, examples]);
}
