import { helpOut, type Membership } from '../kernels/wasm/board.ts';

// The first file of a thread that helps with convolutions.

onmessage = ({ data }: MessageEvent<Membership>) => helpOut(data);
