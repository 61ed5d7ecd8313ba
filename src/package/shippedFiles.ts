import depthCard from '../../public/models/photo-depth/model.json?url';
import depthWeights from '../../public/models/photo-depth/weights.safetensors?url';
import card from '../../public/models/ucnet-lite1/model.json?url';
import weights from '../../public/models/ucnet-lite1/weights.safetensors?url';
import { SHIPPED_DEPTH_MODEL, SHIPPED_MODEL } from './addresses.ts';

const FILES: ReadonlyMap<string, string> = new Map([
  [`${SHIPPED_MODEL}model.json`, card],
  [`${SHIPPED_MODEL}weights.safetensors`, weights],
  [`${SHIPPED_DEPTH_MODEL}model.json`, depthCard],
  [`${SHIPPED_DEPTH_MODEL}weights.safetensors`, depthWeights],
]);

/** Where a file lies: one of this package's own where the build put it, any other at its address. */
export function fileAddress(address: string): string {
  return FILES.get(address) ?? address;
}
