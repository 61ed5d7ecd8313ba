import path from 'node:path';
import { stemOf } from '../evaluation/fileRole.ts';
import { roleOfPath } from '../evaluation/fileEntry.ts';
import type { LeftOut } from '../evaluation/assignment.ts';
import { groupByName, matchFiles } from '../evaluation/matchFiles.ts';
import { LEFT_OUT_REASONS } from '../evaluation/fileRole.ts';
import type { Annotators } from '../evaluation/annotators.ts';
import { BadInput } from './failures.ts';
import { findSubfolder, listAllFiles, listPictures, lookUp, readJson } from './files.ts';

const NEAR_ENDS = 'near.json';

/** One picture of a data set, as paths. */
export interface DatasetItem {
  /** Unique in the data set; good as a file name. */
  readonly name: string;
  /** The photo's name alone: its noise hangs on it. */
  readonly stem: string;
  readonly photo: string;
  readonly depth: string | null;
  /** A mask, or a share map where those were asked for. */
  readonly truth: string;
  /** The answers of further annotators (`GT-2/`, `GT-3/` …, `GT/annotator2/` …), where the data set has them. */
  readonly otherTruths: readonly string[];
  /** The depth as it should be (16 bits, near bright), where the data set has it. */
  readonly clean: string | null;
}

export interface Dataset {
  readonly name: string;
  readonly folder: string;
  readonly items: readonly DatasetItem[];
  /** One line for what is left out, and for what had to be guessed. */
  readonly problems: readonly string[];
  readonly hasDepth: boolean;
  /** Which end of each depth map is near, where the data set says so (`near.json`). */
  readonly near: Readonly<Record<string, string>> | null;
}

/** Folders of a data set with a use of their own, beside those of photos, depth maps and ground truths. */
const OWN_USE = /^(clean|share)\//i;
const SHARES = 'share';
/** Where share maps are looked for takes the place of this folder: they are matched as if they lay in it. */
const TRUTHS = 'GT';

function describe({ paths, reason }: LeftOut): string {
  return `${paths.join(' and ')}: left out: ${LEFT_OUT_REASONS[reason]}.`;
}

function describePeople({ folder, names }: Annotators): string {
  return `${folder === '' ? '' : `${folder}: `}${names.join(', ')} are taken for the answers of ${names.length} people, and maps are scored against the first of them who answered.`;
}

/** The files that are to be matched. */
interface Listing {
  /** Paths to match them by. */
  readonly paths: readonly string[];
  /** A file, or a folder of files, as it is called on the disk. */
  readonly realOf: (path: string) => string;
}

async function listFiles(folder: string, shares: boolean): Promise<Listing> {
  const all = await listAllFiles(folder);
  const own = all.filter((file) => !OWN_USE.test(file) && file !== NEAR_ENDS);
  if (!shares) return { paths: own, realOf: (file) => file };
  const share = path.basename((await findSubfolder(folder, SHARES)) ?? SHARES);
  const maps = all.filter((file) => file.startsWith(`${share}/`));
  if (maps.length === 0) {
    throw new BadInput(
      `${folder} holds no folder share, where --truth-levels looks for share maps: put them there, or leave --truth-levels out.`,
    );
  }
  const isOfTruths = new RegExp(`^${TRUTHS}(?=/|$)`);
  return {
    paths: [
      ...own.filter((file) => roleOfPath(file) !== 'truth' && !isOfTruths.test(file)),
      ...maps.map((file) => `${TRUTHS}${file.slice(share.length)}`),
    ],
    realOf: (file) => file.replace(isOfTruths, share),
  };
}

interface FindOptions {
  readonly useDepth: boolean;
  /** Whether `share/` takes the place of the ground truths. */
  readonly shares: boolean;
  readonly limit: number;
}

/**
 * Finds the pictures of a data set folder: photos with ground truth and, where there are any and they are wanted, depth
 * maps, as `matchFiles` finds them.
 *
 * @throws BadInput when no picture has a ground truth, or depth maps are wanted and none of them belongs to a picture
 */
export async function findDataset(
  folder: string,
  name: string,
  { useDepth, shares, limit }: FindOptions,
): Promise<Dataset> {
  const { paths, realOf } = await listFiles(folder, shares);
  const matching = matchFiles(paths, useDepth);
  const { pairs, leftOut, lostDepth, masksBesidePhotos, annotators } = matching;
  const scored = pairs.filter(({ truth }) => truth !== null);
  if (scored.length === 0) {
    throw new BadInput(
      `${folder} holds no photo with its ground truth: put photos, ground truths and, optionally, depth maps of the same names into folders such as RGB, GT and depth.`,
    );
  }
  if (lostDepth) {
    throw new BadInput(
      `${folder} holds depth maps, and none of them belongs to a photo by its name: rename them, or run without depth by --no-depth.`,
    );
  }
  const hasDepth = pairs.some(({ depth }) => depth !== null);
  const problems = [
    ...leftOut.map((left) => describe({ ...left, paths: left.paths.map(realOf) })),
    ...annotators.map(({ folder: place, names }) =>
      describePeople({ folder: realOf(place), names: names.map(realOf) }),
    ),
  ];
  const stems = new Map<string, number>();
  for (const { stem } of pairs) stems.set(stem, (stems.get(stem) ?? 0) + 1);
  const beside = (subfolder: string) => picturesBeside(folder, subfolder, stems, problems);
  const cleanFiles = hasDepth ? await beside('clean') : null;
  const at = (file: string) => path.join(folder, realOf(file));
  const items = scored
    .filter(({ depth }) => depth !== null || !hasDepth)
    .slice(0, limit)
    .map(({ name: own, stem, photo, depth, truth, otherTruths }) => ({
      name: own,
      stem,
      clean: cleanFiles?.get(stem) ?? null,
      photo: at(photo),
      depth: depth === null ? null : at(depth),
      truth: at(truth!),
      otherTruths: otherTruths.map(at),
    }));
  for (const { photo, depth, truth } of pairs) {
    if (truth === null) {
      problems.push(`${realOf(photo)}: left out, because it has no ground truth.`);
    } else if (depth === null && hasDepth) {
      problems.push(`${realOf(photo)}: left out, because it has no depth map and others have.`);
    }
  }
  for (const place of masksBesidePhotos) {
    problems.push(
      `${realOf(place)}: each .png beside a .jpg of the same name is taken for its ground truth.`,
    );
  }
  return {
    name,
    folder,
    items,
    problems,
    hasDepth,
    near: await readNearEnds(path.join(folder, NEAR_ENDS)),
  };
}

type PicturesByStem = ReadonlyMap<string, string>;

/**
 * Paths of a sub-folder's pictures by the names of the photos that they belong to; null where there is no such folder.
 *
 * @param stems how many photos have each name
 * @param problems gets a line for each picture that belongs to none
 */
async function picturesBeside(
  folder: string,
  name: string,
  stems: ReadonlyMap<string, number>,
  problems: string[],
): Promise<PicturesByStem | null> {
  const subfolder = await findSubfolder(folder, name);
  if (subfolder === null) return null;
  const found = new Map<string, string>();
  for (const files of groupByName(await listPictures(subfolder))) {
    const stem = stemOf(files[0]!);
    const photos = stems.get(stem) ?? 0;
    if (files.length === 1 && photos === 1) {
      found.set(stem, path.join(subfolder, files[0]!));
    } else {
      const reason = photos === 0 ? 'no-photo' : 'ambiguous';
      problems.push(describe({ paths: files.map((file) => `${name}/${file}`), reason }));
    }
  }
  return found;
}

async function readNearEnds(file: string): Promise<Readonly<Record<string, string>> | null> {
  if ((await lookUp(file)) === null) return null;
  const ends = await readJson(file);
  const isEnd = (end: unknown) => end === 'bright' || end === 'dark';
  if (typeof ends !== 'object' || ends === null || !Object.values(ends).every(isEnd)) {
    throw new BadInput(`${file} should say of each picture's name whether bright or dark is near.`);
  }
  return ends as Readonly<Record<string, string>>;
}

/** A short name for each folder: its last part, with the parts before where two would be the same. */
export function datasetNames(folders: readonly string[]): string[] {
  const parts = folders.map((folder) => path.resolve(folder).split(path.sep));
  return parts.map((own, index) => {
    for (let count = 1; count < own.length; count++) {
      const name = own.slice(-count).join('/');
      const others = parts.filter((_, other) => other !== index);
      if (others.every((other) => other.slice(-count).join('/') !== name)) return name;
    }
    return own.join('/');
  });
}
