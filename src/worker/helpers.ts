import type { Membership } from '../kernels/wasm/board.ts';
import Helper from './helper.worker.ts?worker&inline';

/**
 * Starts a thread that helps with convolutions. Its script is a blob, so that it starts wherever the package lies; hosts that forbid
 * these are asked before.
 */
export function startHelper(membership: Membership): void {
  new Helper().postMessage(membership);
}
