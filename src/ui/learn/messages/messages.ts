import { english } from './english/english.ts';

/** Every text of `learn`. Another language is another folder beside `english` with an object of this type. */
export type LearnMessages = typeof english;

export const messages: LearnMessages = english;
