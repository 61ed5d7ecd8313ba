import { image } from './image.ts';
import { inference } from './inference.ts';
import { metrics } from './metrics.ts';
import { model } from './model.ts';
import { nn } from './nn.ts';
import { weights } from './weights.ts';
import { worker } from './worker.ts';

/** What is told from where it happens, in Japanese, on the page and in the course: a room's sentences a file. */
export const sentences = { image, inference, metrics, model, nn, weights, worker };
