import { choiceField, type Field, numberField, type ValuesOf } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';
import { JOINS } from './receptiveField.ts';

export const MOST_RATES = 5;
export const LARGEST_RATE = 24;

/** The network's own. */
export const DENSE_ASPP_RATES = [3, 6, 12, 18, 24];

const ratesField: Field<readonly number[]> = {
  // The least there is: the questions come first.
  initial: [1],
  parse: (text) => {
    const rates = text.split('-').map(Number);
    const good = (rate: number) => Number.isInteger(rate) && rate >= 1 && rate <= LARGEST_RATE;
    return rates.length <= MOST_RATES && rates.every(good) ? rates : null;
  },
  format: (rates) => rates.join('-'),
};

/** Everything that the chapter's handles set. */
export const DILATION_FIELDS = {
  rates: ratesField,
  join: choiceField(JOINS, 'cascade'),
  picture: pictureField,
  stage: numberField(0, 3, 0),
  /** The last is what all branches are merged into. */
  branch: numberField(0, 5, 0),
  channel: numberField(0, 63, 0),
};

export type DilationValues = ValuesOf<typeof DILATION_FIELDS>;

export interface DilationProps {
  readonly values: DilationValues;
  readonly change: (change: Partial<DilationValues>) => void;
}
