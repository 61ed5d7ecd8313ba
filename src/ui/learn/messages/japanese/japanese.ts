import { english } from '../english/english.ts';
import type { LearnMessages } from '../messages.ts';
import { measures } from './measures.ts';
import { shell } from './shell.ts';
import { transposed } from './transposed.ts';

/** All of `learn` in Japanese: a file a chapter. */
export const japanese: LearnMessages = { ...english, shell, transposed, measures };
