import type { LearnMessages } from '../../learn/messages/english/english.ts';
import { ablations } from './ablations.ts';
import { attention } from './attention.ts';
import { autoencoder } from './autoencoder.ts';
import { dilation } from './dilation.ts';
import { fcn } from './fcn.ts';
import { measures } from './measures.ts';
import { network } from './network.ts';
import { saliency } from './saliency.ts';
import { shell } from './shell.ts';
import { transposed } from './transposed.ts';
import { ucnet } from './ucnet.ts';

/** All of `learn` in Japanese: a file a chapter. */
export const japanese: LearnMessages = {
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
