import type { SaidNear } from './types.ts';

/** Words for what grows the nearer a thing is, and what MiDaS names its networks by. */
const LARGE_IS_NEAR =
  /(^|[^a-z])(disp|disparity|disparities|inverse|inv|idepth|midas)([^a-z]|$)|[-_]dpt_(beit|swin|large|hybrid|next|levit)/i;
/** Words for distances. */
const SMALL_IS_NEAR = /(^|[^a-z])(met(er|re)s?|metric|mm|zbuffer|distances?)([^a-z]|$)/i;
/** Marigold, and GeoWizard after it: 0 is near and 1 is far. */
const OF_MARIGOLD = /(^|[/\\])depth_(bw|npy)[/\\][^/\\]*_pred\.\w+$/i;

function endOf(words: string): SaidNear['near'] | null {
  if (LARGE_IS_NEAR.test(words)) return 'bright';
  return SMALL_IS_NEAR.test(words) ? 'dark' : null;
}

/**
 * Which end of a file's numbers is near by its name and the folder that it lies in.
 *
 * @returns null where they do not say
 */
export function nearByName(path: string): SaidNear | null {
  const [name = '', folder = ''] = path.split(/[/\\]/).reverse();
  const near = OF_MARIGOLD.test(path) ? 'dark' : (endOf(name) ?? endOf(folder));
  return near === null ? null : { near, by: 'name' };
}

/** The same of an array in a file of several: what is called depth there is a distance. */
export function nearByArray(name: string): SaidNear | null {
  const near = endOf(name) ?? (/^(depths?|depth_?map|Z|(.*\.)?depth)$/i.test(name) ? 'dark' : null);
  return near === null ? null : { near, by: 'array' };
}

/** The same of the channel of a rendered picture that is depth by its name, as `View.Depth.Z`: renderers write distances. */
export function nearByChannel(name: string): SaidNear {
  return { near: endOf(name) ?? (/disp/i.test(name) ? 'bright' : 'dark'), by: 'channel' };
}
