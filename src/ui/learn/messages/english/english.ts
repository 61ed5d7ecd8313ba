import { autoencoder } from './autoencoder.ts';
import { measures } from './measures.ts';
import { shell } from './shell.ts';
import { transposed } from './transposed.ts';

/** All of `learn` in English: a file a chapter. */
export const english = { shell, transposed, autoencoder, measures };
