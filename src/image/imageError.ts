import { type Sentence, type Told, ToldError } from '../languages/sentence.ts';
import { imageSays } from './sentences.ts';

/** Why a file cannot be used, for programs. */
export type ImageErrorCode =
  | 'empty'
  | 'unknownFormat'
  | 'unsupportedFormat'
  | 'unsupportedVariant'
  | 'zeroSize'
  | 'tooLarge'
  | 'damaged'
  | 'gone'
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

export function damaged(subject: Told, cause?: unknown): ImageError {
  return new ImageError('damaged', imageSays.damaged(subject), { cause });
}

/** What a decoder threw, as an error to tell: whatever it did not expect is a damaged file. */
export function asImageError(cause: unknown, subject: Told): ImageError {
  return cause instanceof ImageError ? cause : damaged(subject, cause);
}

/**
 * Loads what reads a format, which only those who bring such a file need.
 *
 * @throws ImageError when it cannot be loaded, as without a network
 */
export async function loadDecoder<T>(format: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new ImageError('decoderUnavailable', imageSays.decoderUnavailable(format), { cause });
  }
}

/** @throws ImageError where a decoder does not read this kind of its format */
export function refuseVariant(sentence: Sentence): never {
  throw new ImageError('unsupportedVariant', sentence);
}
