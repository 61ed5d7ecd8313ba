import type { Texts } from '../../../../languages/languages.ts';
import { ablations } from './ablations.ts';
import { attention } from './attention.ts';
import { dilation } from './dilation.ts';
import { fcn } from './fcn.ts';
import { saliency } from './saliency.ts';
import { autoencoder } from './autoencoder.ts';
import { measures } from './measures.ts';
import { network } from './network.ts';
import { shell } from './shell.ts';
import { transposed } from './transposed.ts';
import { ucnet } from './ucnet.ts';

/** All of `learn` in English: a file a chapter. */
export const english = {
  shell,
  network,
  saliency,
  fcn,
  transposed,
  dilation,
  autoencoder,
  ucnet,
  attention,
  measures,
  ablations,
};

/** Another language is an object of this type. */
export type LearnMessages = Texts<typeof english>;
