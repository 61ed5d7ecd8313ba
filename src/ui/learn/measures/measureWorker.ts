import { serveOwn } from '../../../worker/ownWorker.ts';
import { measureMap } from './measureMap.ts';

const session = { measure: measureMap };

export type MeasureSession = typeof session;

// The first file of the worker that measures: drawing itself never waits for it.
serveOwn(async () => session);
