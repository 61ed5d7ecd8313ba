import { matchFiles } from '../matchFiles.ts';

/** What a layout comes to: its pairs as `photo | depth | truth`, and what is left out. */
export function read(paths: readonly string[]) {
  const { pairs, leftOut, ...rest } = matchFiles(paths);
  return {
    pairs: pairs.map(({ photo, depth, truth }) => [photo, depth ?? '', truth ?? ''].join(' | ')),
    leftOut: leftOut.map(({ paths: files, reason }) => `${files.join(', ')}: ${reason}`),
    names: pairs.map(({ name }) => name),
    ...rest,
  };
}
