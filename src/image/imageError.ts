/** Why a file cannot be used; a translation looks its sentence up by this code. */
export type ImageErrorCode =
  | 'empty'
  | 'unknownFormat'
  | 'unsupportedFormat'
  | 'unsupportedVariant'
  | 'zeroSize'
  | 'tooLarge'
  | 'damaged'
  | 'cmyk'
  | 'noReading'
  | 'differentShape'
  | 'unclearTruth'
  | 'decoderUnavailable';

/** A file that cannot be used as a picture. `message` is one sentence for the visitor. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  /**
   * @param code what is wrong, for programs
   * @param message what is wrong and what to do, for people
   */
  constructor(
    readonly code: ImageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
