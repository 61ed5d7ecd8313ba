import { VARIANTS } from '../../../inference/predictor.ts';
import { choiceField, numberField } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';

/** Everything that the chapter's handles set. */
export const ABLATION_FIELDS = {
  picture: pictureField,
  variant: choiceField(VARIANTS, 'm2'),
  /** All variants measured on the picture. */
  costs: choiceField(['off', 'on'], 'off'),
  count: numberField(2, 8, 4),
  seed: numberField(1, 20, 1),
};
