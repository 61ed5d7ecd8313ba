/** A name in a hostile file can be as long as the file. */
const LONGEST_MESSAGE = 1000;

/** A file that is no whole PyTorch checkpoint of plain tensors; the message says what is wrong. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';

  constructor(message: string, options?: ErrorOptions) {
    super(message.slice(0, LONGEST_MESSAGE), options);
  }
}
