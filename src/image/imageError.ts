import { type Sentence, ToldError } from '../languages/sentence.ts';

/** Why a file cannot be used, for programs. */
export type ImageErrorCode =
  | 'empty'
  | 'unknownFormat'
  | 'unsupportedFormat'
  | 'unsupportedVariant'
  | 'zeroSize'
  | 'tooLarge'
  | 'damaged'
  | 'noReading'
  | 'differentShape'
  | 'unclearTruth'
  | 'decoderUnavailable';

/** A file that cannot be used as a picture. It tells one sentence for the visitor. */
export class ImageError extends ToldError {
  override readonly name = 'ImageError';

  /**
   * @param code what is wrong, for programs
   * @param sentence what is wrong and what to do, for people
   */
  constructor(
    readonly code: ImageErrorCode,
    sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

/** @throws ImageError where a decoder does not read this kind of its format */
export function refuseVariant(sentence: Sentence): never {
  throw new ImageError('unsupportedVariant', sentence);
}
