import { LOOK_BYTES, lookAt, looksLikeDepth, matchRoles } from '../../evaluation/fileLook.ts';
import { ROLES } from '../../evaluation/fileRole.ts';
import type { Role } from '../../image/types.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { ownFile, withAnswers } from './incoming.ts';

export interface FoundFiles extends Partial<Readonly<Record<Role, SourceFile>>> {
  /** Names of those that are not used. */
  readonly unused?: readonly string[];
}

/** Files by their names, where those say that some only show again what another one is, or are the answers of several people. */
async function findByName(files: readonly File[]): Promise<FoundFiles | null> {
  const { matchFiles } = await import('../../evaluation/matchFiles.ts');
  const { pairs, leftOut } = matchFiles(files.map(({ name }) => name));
  const isView = leftOut.every(
    ({ reason }) => reason === 'other-version' || reason === 'other-kind',
  );
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0 || !isView) return null;
  if (leftOut.length === 0 && pair.otherTruths.length === 0) return null;
  const open = (path: string | null) =>
    path === null ? undefined : ownFile(files.find(({ name }) => name === path)!);
  const [photo, depth, truth] = [pair.photo, pair.depth, pair.truth].map(open);
  return {
    photo: photo!,
    ...(leftOut.length > 0 && { unused: leftOut.flatMap(({ paths }) => paths) }),
    ...(depth && { depth }),
    ...(truth && {
      truth: withAnswers(
        truth,
        pair.otherTruths.map((path) => open(path)!),
      ),
    }),
  };
}

/**
 * Files by what they are; a single one is what the slot says that it was aimed at.
 *
 * @returns `depth` where it was aimed at the photo and looks like a depth map, unless the visitor is sure
 */
export async function findRoles(
  files: readonly File[],
  slot: Role | null,
  isSure: boolean,
): Promise<FoundFiles | 'depth'> {
  // Three files may be a photo and the same depth twice, as networks of depth write it.
  const named = files.length === ROLES.length ? await findByName(files) : null;
  if (named !== null) return named;
  const looks = await Promise.all(
    files.map(async (file) => {
      const head = await file.slice(0, LOOK_BYTES).arrayBuffer();
      return lookAt(file.name, new Uint8Array(head));
    }),
  );
  const isAimed = files.length === 1 && slot !== null;
  if (isAimed && slot === 'photo' && !isSure && looksLikeDepth(looks[0]!)) return 'depth';
  const found = isAimed ? { [slot]: 0 } : matchRoles(looks);
  const sources: Partial<Record<Role, SourceFile>> = {};
  for (const role of ROLES) {
    const index = found[role];
    if (index !== undefined) sources[role] = ownFile(files[index]!);
  }
  const used = new Set(Object.values(found));
  const unused = files.filter((_, index) => !used.has(index)).map(({ name }) => name);
  return unused.length === 0 ? sources : { ...sources, unused };
}
