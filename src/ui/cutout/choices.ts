import type { Stroke } from '../../image/brush.ts';
import type { PartChoices } from '../../image/cutOutParts.ts';
import type { PictureFormat } from '../../image/encodePicture.ts';
import type { ScalarMap } from '../../image/types.ts';
import type { SourceFile } from '../../worker/protocol.ts';

export const BACKGROUNDS = ['transparent', 'colour', 'blur', 'picture'] as const;

/** What the visitor chose; what was not touched is what most people want. */
export interface Choices {
  /** Key of the answer. */
  readonly answer: string;
  /** In (0,1). */
  readonly threshold: number;
  /** In pixels of the photo. */
  readonly feather: number;
  readonly kept: PartChoices;
  /** They are about the photo: another answer leaves them. */
  readonly strokes: readonly Stroke[];
  readonly background: (typeof BACKGROUNDS)[number];
  /** As `#rrggbb`. */
  readonly colour: string;
  readonly picture: SourceFile | null;
  readonly trim: boolean;
  readonly format: PictureFormat;
}

export const FIRST_CHOICES: Choices = {
  answer: 'consensus',
  threshold: 0.5,
  feather: 0,
  kept: {},
  strokes: [],
  background: 'transparent',
  colour: '#ffffff',
  picture: null,
  trim: false,
  format: 'png',
};

/** What was chosen when the window was last open, while its photo stays open. */
export interface KeptCutOut {
  /** The photo's key. */
  readonly photo: string;
  /** What was cut, and the contested places of its answers. Parts are theirs alone; all else is the photo's. */
  readonly map: ScalarMap;
  readonly places: Uint8Array;
  readonly choices: Choices;
  /** The brush's. */
  readonly radius: number;
}
