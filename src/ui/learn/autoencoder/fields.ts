import { choiceField, numberField, type ValuesOf } from '../linkedFields.ts';
import { ROWS } from './scenes.ts';
import { AUTOENCODERS } from './tinyAutoencoder.ts';

/** Everything that the chapter's handles set. Training itself is started by hand; its seed is always the same. */
export const AUTOENCODER_FIELDS = {
  kind: choiceField(AUTOENCODERS, 'cvae'),
  beta: numberField(0, 20, 1, 1),
  /** Where the plane is decoded. */
  x: numberField(-40, 40, 0, 2),
  y: numberField(-40, 40, 0, 2),
  left: numberField(0, ROWS - 1, 0),
  right: numberField(0, ROWS - 1, 4),
  mu: numberField(-3, 3, 1, 1),
  sigma: numberField(0.2, 3, 0.5, 1),
  priorMu: numberField(-3, 3, 0, 1),
  priorSigma: numberField(0.2, 3, 1, 1),
  epsilon: numberField(-3, 3, 1, 1),
};

export type AutoencoderValues = ValuesOf<typeof AUTOENCODER_FIELDS>;

export interface AutoencoderProps {
  readonly values: AutoencoderValues;
  readonly change: (change: Partial<AutoencoderValues>) => void;
}
