import type { CourseAddresses, CourseSession } from '../../../worker/courseSession.ts';
import { OwnWorker } from '../../../worker/ownWorker.ts';
import { DEPTH_MODEL_FOLDER, FIRST_MODEL, modelAddress } from '../../models/modelList.ts';
import { learnTexts } from '../messages/messages.ts';
import { useOwnWorker } from './useLatest.ts';

/** The page's side of the worker that looks into networks. */
export type Course = OwnWorker<[addresses: CourseAddresses, plain: boolean], CourseSession>;

/** The networks of a chapter, as long as it is read. */
export function useCourse(): Course {
  return useOwnWorker(() => {
    const start = () =>
      new Worker(new URL('../../../worker/course.worker.ts', import.meta.url), {
        type: 'module',
        name: 'course',
      });
    const addresses = {
      model: modelAddress(FIRST_MODEL.folder),
      depthModel: modelAddress(DEPTH_MODEL_FOLDER),
    };
    const plain = new URLSearchParams(location.search).get('backend') === 'cpu';
    return new OwnWorker(
      start,
      (api) => api.open(addresses, plain),
      () => learnTexts.network.lost,
    );
  });
}
