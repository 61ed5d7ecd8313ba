import { isOneSize, resizeDepth } from '../../image/fitDepth.ts';
import type { ScalarMap } from '../../image/types.ts';
import { resizeBilinear } from '../../math/resize.ts';
import type { ShownResult } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { listMaps, type ShownMap } from '../result/mapList.ts';

/** Results beside the present one, which are compared with it. */
export type Beside = 'pinned' | 'before';

/** The key of the same map of another result. */
export function besideKey(which: Beside, key: string): string {
  return `${which}-${key}`;
}

/** The key of the present result's own map for one of another result; null of the present result's. */
export function ownKeyOf(key: string): string | null {
  const [, own] = /^(?:pinned|before)-(.+)$/.exec(key) ?? [];
  return own ?? null;
}

/** All maps of a pinned result, or of the run before, under keys and titles of their own, the pinned one's with its `name`. */
export function listBeside(
  which: Beside,
  result: ShownResult,
  messages: Messages,
  name = result.model,
): ShownMap[] {
  const { pinnedMap, mapBefore } = messages.pin;
  return listMaps(result, { depth: null, truth: null }, messages).map((shown) => ({
    ...shown,
    key: besideKey(which, shown.key),
    title: which === 'pinned' ? pinnedMap(shown.title, name) : mapBefore(shown.title),
    download: null,
    given: true,
  }));
}

/** The first map minus the second, which is brought to the first one's size, in [-1,1]. */
export function subtract(first: ScalarMap, second: ScalarMap): ScalarMap {
  const { height, width, data } = first;
  const other = isOneSize(first, second)
    ? second.data
    : resizeBilinear(second.data, second.height, second.width, 1, height, width);
  return { height, width, data: data.map((value, index) => value - other[index]!) };
}

/** Two maps' difference, to be shown like any other. Where one of them has no reading, it has none. */
export function differenceOf(first: ShownMap, second: ShownMap, messages: Messages): ShownMap {
  const { height, width } = first.map;
  // Its holes give nothing to what lies beside them.
  const holed = second.valid && resizeDepth({ ...second.map, valid: second.valid }, height, width);
  const valid = readByBoth(first.valid, holed?.valid);
  return {
    key: 'difference',
    title: messages.viewer.differenceOf(first.title, second.title),
    role: 'error',
    map: subtract(first.map, holed ?? second.map),
    ...(valid && { valid }),
    range: [-1, 1],
    download: null,
  };
}

function readByBoth(one?: Uint8Array, other?: Uint8Array): Uint8Array | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.map((read, index) => read & other[index]!);
}
