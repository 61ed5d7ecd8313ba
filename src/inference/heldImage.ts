import { PredictorError } from './predictor.ts';

/**
 * The image that a network holds. Calls of `setImage` may overlap: an image is held as soon as it is done, unless a later
 * one was done before.
 */
export class HeldImage<Image> {
  private image: Image | null = null;
  private heldNumber = 0;
  private lastNumber = 0;
  private disposed = false;

  /** @param free what an image has on the backend */
  constructor(private readonly free: (image: Image) => void = () => undefined) {}

  /**
   * Has to be called as soon as an image is asked for.
   *
   * @returns what takes the image once it is done, in the place of the one before. One that was overtaken is freed
   * @throws PredictorError after `dispose`
   */
  next(): (image: Image) => void {
    this.requireAlive();
    const number = ++this.lastNumber;
    return (image) => {
      if (this.disposed || number < this.heldNumber) return this.free(image);
      if (this.image !== null) this.free(this.image);
      this.image = image;
      this.heldNumber = number;
    };
  }

  /** @throws PredictorError before the first image, and after `dispose` */
  get(): Image {
    this.requireAlive();
    if (this.image !== null) return this.image;
    throw new PredictorError('There is no image yet: call setImage first.');
  }

  /** @throws PredictorError after `dispose` */
  requireAlive(): void {
    if (this.disposed) throw new PredictorError('The network has been disposed: load it again.');
  }

  /** Frees the image. Returns false where that was done before. */
  dispose(): boolean {
    if (this.disposed) return false;
    this.disposed = true;
    if (this.image !== null) this.free(this.image);
    this.image = null;
    return true;
  }
}
