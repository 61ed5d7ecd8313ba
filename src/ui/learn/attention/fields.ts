import { numberField, type ValuesOf } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';
import { PATCHES } from './patches.ts';

/** Everything that the chapter's handles set. */
export const ATTENTION_FIELDS = {
  picture: pictureField,
  /** From the finest on. */
  stage: numberField(0, 2, 0),
  channel: numberField(0, 63, 0),
  factor: numberField(0, 4, 1, 1),
  /** See `patchesOf`. */
  hidden: numberField(0, 2 ** PATCHES - 1, 0),
  turns: numberField(1, 4, 1),
};

export type AttentionValues = ValuesOf<typeof ATTENTION_FIELDS>;

export interface AttentionProps {
  readonly values: AttentionValues;
  readonly change: (change: Partial<AttentionValues>) => void;
}
