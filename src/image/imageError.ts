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

/** @throws ImageError where a decoder does not read this kind of its format */
export function refuseVariant(subject: string, variant: string): never {
  throw new ImageError(
    'unsupportedVariant',
    `${subject} is ${variant}, which cannot be read here: save it as PNG.`,
  );
}
