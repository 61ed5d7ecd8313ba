import type { ScalarMap } from '../../image/types.ts';
import { resizeBilinear } from '../../math/resize.ts';
import type { Messages } from '../english.ts';
import type { ShownMap } from '../result/mapList.ts';

/** The first map minus the second, which is brought to the first one's size, in [-1,1]. */
export function subtract(first: ScalarMap, second: ScalarMap): ScalarMap {
  const { height, width, data } = first;
  const fits = second.height === height && second.width === width;
  const other = fits
    ? second.data
    : resizeBilinear(second.data, second.height, second.width, 1, height, width);
  return { height, width, data: data.map((value, index) => value - other[index]!) };
}

/** Two maps' difference, to be shown like any other. */
export function differenceOf(first: ShownMap, second: ShownMap, messages: Messages): ShownMap {
  return {
    key: 'difference',
    title: messages.viewer.differenceOf(first.title, second.title),
    role: 'error',
    map: subtract(first.map, second.map),
    range: [-1, 1],
    download: null,
  };
}
