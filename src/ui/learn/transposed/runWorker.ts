import { serveOwn } from '../../../worker/ownWorker.ts';
import { runLayer } from './runLayer.ts';

const session = { run: runLayer };

export type RunSession = typeof session;

// The first file of the worker that runs a layer.
serveOwn(async () => session);
