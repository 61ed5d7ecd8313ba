import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  availableVariants,
  chooseVariant,
  type ConvolutionVariant,
} from './convolutionVariants.ts';
import { tuneConvolutions } from './tuning.ts';

/** Changes whenever kernels or variants do, so that old measurements are forgotten. */
const CACHE = 'ucnet-kernels-1';

/** Addresses in the cache are never fetched; a name that cannot exist outside keeps them apart. */
function addressOf({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const name = [vendor, architecture, device, description].join('/');
  return `https://kernels.invalid/${encodeURIComponent(name)}`;
}

/** Storage may be forbidden, full or missing (pages without HTTPS have none): then nothing is remembered. */
async function openCache(): Promise<Cache | null> {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

/** Lets the device run the variant measured to be fastest, now or on an earlier visit with the same adapter. */
export async function tuneOnce(backend: WebGPUBackend, info: GPUAdapterInfo): Promise<void> {
  const cache = await openCache();
  const address = addressOf(info);
  const remembered = await (await cache?.match(address))?.text();
  const known = availableVariants(backend.device).find((variant) => variant === remembered);
  if (known !== undefined) {
    chooseVariant(backend.device, known);
    return;
  }
  const fastest: ConvolutionVariant = (await tuneConvolutions(backend))[0]!.variant;
  await cache?.put(address, new Response(fastest)).catch(() => undefined);
}
