import { image } from './image.ts';
import { inference } from './inference.ts';

/** What is told from where it happens, in Japanese: a room's sentences a file. */
export const sentences = { image, inference };
