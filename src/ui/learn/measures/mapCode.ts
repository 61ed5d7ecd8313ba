import { HEIGHT, LEVELS, WIDTH } from './scenes.ts';

/** A drawn map as a link writes it: runs of one value, `a` to `e` for its quarters, then the length in base 36. */
export function writeMap(map: Uint8Array): string {
  let text = '';
  for (let from = 0; from < map.length;) {
    let to = from + 1;
    while (to < map.length && map[to] === map[from]) to++;
    text += letterOf(map[from]!) + (to - from === 1 ? '' : (to - from).toString(36).toUpperCase());
    from = to;
  }
  return text;
}

/** @returns null for a text that is no map of the right size */
export function readMap(text: string): Uint8Array | null {
  if (!/^([a-e][\dA-Z]*)*$/.test(text)) return null;
  const map = new Uint8Array(HEIGHT * WIDTH);
  let at = 0;
  for (const [, letter, length] of text.matchAll(/([a-e])([\dA-Z]*)/g)) {
    const end = at + (length === '' ? 1 : Number.parseInt(length!, 36));
    if (end > map.length) return null;
    map.fill(letter!.charCodeAt(0) - 'a'.charCodeAt(0), at, end);
    at = end;
  }
  return at === map.length ? map : null;
}

function letterOf(value: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + Math.min(value, LEVELS));
}
