import { choiceField, type ValuesOf } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';

export const HEADS = ['fcn-32s', 'fcn-16s', 'fcn-8s', 'u-net'] as const;
export type Head = (typeof HEADS)[number];

/** The strides that a head's skips come from, the coarsest first. */
export const SKIPS: Readonly<Record<Head, readonly SkipStride[]>> = {
  'fcn-32s': [],
  'fcn-16s': [16],
  'fcn-8s': [16, 8],
  'u-net': [16, 8, 4],
};
export type SkipStride = 16 | 8 | 4;

const SWITCH = ['on', 'off'] as const;

/** Everything that the chapter's handles set. */
export const FCN_FIELDS = {
  picture: pictureField,
  head: choiceField(HEADS, 'u-net'),
  all: choiceField(SWITCH, 'off'),
  skip16: choiceField(SWITCH, 'on'),
  skip8: choiceField(SWITCH, 'on'),
  skip4: choiceField(SWITCH, 'on'),
};

export type FcnValues = ValuesOf<typeof FCN_FIELDS>;

/** The strides whose skips give nothing. */
export function silentOf(values: FcnValues): SkipStride[] {
  return SKIPS[values.head].filter((stride) => values[`skip${stride}`] === 'off');
}
