import { choiceField, numberField, type ValuesOf } from '../linkedFields.ts';
import { FUSIONS } from './fusion.ts';
import { TASKS } from './tasks.ts';

/** Everything that the chapter's handles set. */
export const SALIENCY_FIELDS = {
  task: choiceField(TASKS, 'segmentation'),
  generous: numberField(-3, 3, 0, 1),
  near: numberField(-3, 3, 0, 1),
  large: numberField(-3, 3, 0, 1),
  people: numberField(1, 12, 5),
  seed: numberField(1, 50, 1),
  fusion: choiceField(FUSIONS, 'early'),
  weight: numberField(0, 1, 0.5, 2),
  focus: numberField(0, 1, 0.1, 2),
};

export type SaliencyValues = ValuesOf<typeof SALIENCY_FIELDS>;

export interface SaliencyProps {
  readonly values: SaliencyValues;
  readonly change: (change: Partial<SaliencyValues>) => void;
}
