import { choiceField, numberField, type ValuesOf } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';
import { MODES, MODULES } from './figure.ts';

export const SHOWS = ['grey', 'votes'] as const;

/** How far a slider of z reaches, in standard deviations. */
export const REACH = 3;

/** Everything that the chapter's handles set. */
export const UCNET_FIELDS = {
  picture: pictureField,
  mode: choiceField(MODES, 'test'),
  module: choiceField(MODULES, 'saliencyNet'),
  /** Number of a layer of that module. */
  layer: numberField(0, 20, 1),
  channel: numberField(0, 400, 0),
  z1: numberField(-REACH, REACH, 0, 1),
  z2: numberField(-REACH, REACH, 0, 1),
  z3: numberField(-REACH, REACH, 0, 1),
  count: numberField(1, 9, 5),
  seed: numberField(1, 20, 1),
  show: choiceField(SHOWS, 'grey'),
  /** A pixel of the vote, and one of the depth map, in percent. */
  x: numberField(0, 100, 62, 1),
  y: numberField(0, 100, 38, 1),
  depthX: numberField(0, 100, 50, 1),
  depthY: numberField(0, 100, 60, 1),
};

export type UcNetValues = ValuesOf<typeof UCNET_FIELDS>;

export interface UcNetProps {
  readonly values: UcNetValues;
  readonly change: (change: Partial<UcNetValues>) => void;
}
