import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  availableVariants,
  chooseVariants,
  CONVOLUTION_CLASSES,
  type ConvolutionVariant,
  type VariantChoice,
  variantsOf,
} from './convolutionVariants.ts';
import { answerWithin } from '../../math/deadline.ts';
import { tuneConvolutions } from './tuning.ts';

/** Changes whenever kernels, probes or classes do, so that old measurements are forgotten. */
const CACHE = 'ucnet-kernels-4';

/**
 * Addresses in the cache are never fetched; a name that cannot exist outside keeps them apart. The variants to
 * choose from are part of it: a browser that offers a feature from today on is measured again.
 */
function addressOf(
  { vendor, architecture, device, description }: GPUAdapterInfo,
  available: readonly ConvolutionVariant[],
): string {
  const name = [vendor, architecture, device, description, ...available].join('/');
  return `https://kernels.invalid/${encodeURIComponent(name)}`;
}

/** A store that takes longer than this is not worth waiting for. */
const DEADLINE_MS = 2000;

/**
 * What the store says. It may be forbidden, full, missing (pages without HTTPS have none) or hang: then null, and nothing
 * is remembered.
 */
async function ask<T>(work: (cache: Cache) => Promise<T>): Promise<T | null> {
  const asking = async () => work(await caches.open(CACHE));
  return answerWithin(DEADLINE_MS, 'The cache', asking()).catch(() => null);
}

/** What was chosen among `available` on an earlier visit with the same adapter; null if nothing whole was. */
export async function recallChoice(
  info: GPUAdapterInfo,
  available: readonly ConvolutionVariant[],
): Promise<VariantChoice | null> {
  const choice = await ask(async (cache): Promise<unknown> => {
    const response = await cache.match(addressOf(info, available));
    return response?.json();
  });
  return isChoice(choice, available) ? choice : null;
}

export async function rememberChoice(
  info: GPUAdapterInfo,
  available: readonly ConvolutionVariant[],
  choice: VariantChoice,
): Promise<void> {
  const response = new Response(JSON.stringify(choice));
  await ask((cache) => cache.put(addressOf(info, available), response));
}

function isChoice(value: unknown, available: readonly string[]): value is VariantChoice {
  if (typeof value !== 'object' || value === null) return false;
  const choice = value as Record<string, unknown>;
  return CONVOLUTION_CLASSES.every((name) => available.some((variant) => variant === choice[name]));
}

/** Lets the device run the variants measured to be fastest, now or on an earlier visit with the same adapter. */
export async function tuneOnce(backend: WebGPUBackend, info: GPUAdapterInfo): Promise<void> {
  const { device } = backend;
  const available = availableVariants(device);
  const known = await recallChoice(info, available);
  if (known !== null) {
    chooseVariants(device, known);
    return;
  }
  const timings = await tuneConvolutions(backend);
  if (timings.length > 0) await rememberChoice(info, available, variantsOf(device));
}
