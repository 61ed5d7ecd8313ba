import path from 'node:path';
import { matchStems, stemOf, type Unmatched } from '../evaluation/stemMatching.ts';
import { BadInput } from './failures.ts';
import { findSubfolder, listPictures, lookUp, readJson } from './files.ts';

/** One picture of a data set, as paths. */
export interface DatasetItem {
  readonly stem: string;
  readonly rgb: string;
  readonly depth: string | null;
  /** A mask, or a share map where those were asked for. */
  readonly groundTruth: string;
  /** The answers of further annotators (`GT-2/`, `GT-3/` …), where the data set has them. */
  readonly otherTruths: readonly string[];
  /** The depth as it should be (16 bits, near bright), where the data set has it. */
  readonly clean: string | null;
}

export interface Dataset {
  readonly name: string;
  readonly folder: string;
  readonly items: readonly DatasetItem[];
  /** One line for each picture that is left out. */
  readonly problems: readonly string[];
  readonly hasDepth: boolean;
  /** Which end of each depth map is near, where the data set says so (`near.json`). */
  readonly near: Readonly<Record<string, string>> | null;
}

type Role = 'RGB' | 'depth' | 'GT' | 'share';

function describe({ stem, missing, ambiguous }: Unmatched<Role>): string {
  if (ambiguous.length > 0) {
    return `${stem}: left out, because ${ambiguous.join(' and ')} differ only in their extensions.`;
  }
  return `${stem}: left out, because there is none in ${missing.join(' and ')}.`;
}

async function requireSubfolder(folder: string, name: Role): Promise<string> {
  const found = await findSubfolder(folder, name);
  if (found === null) {
    throw new BadInput(
      name === 'share'
        ? `${folder} holds no folder share, where --truth-levels looks for share maps.`
        : `${folder} holds no folder ${name}: a data set has the folders RGB, GT and, optionally, depth.`,
    );
  }
  return found;
}

/**
 * Finds the pictures of a data set folder: `RGB/`, `GT/` and, where present and wanted, `depth/`, matched by
 * file name without extension. With `shares`, `share/` takes the place of `GT/`.
 *
 * @throws BadInput when a folder is missing or no picture matches
 */
export async function findDataset(
  folder: string,
  name: string,
  options: { readonly useDepth: boolean; readonly shares: boolean; readonly limit: number },
): Promise<Dataset> {
  const rgb = await requireSubfolder(folder, 'RGB');
  const truth = options.shares ? 'share' : 'GT';
  const groundTruth = await requireSubfolder(folder, truth);
  const depth = options.useDepth ? await findSubfolder(folder, 'depth') : null;
  const files: Partial<Record<Role, string[]>> = {
    RGB: await listPictures(rgb),
    [truth]: await listPictures(groundTruth),
  };
  if (depth !== null) files.depth = await listPictures(depth);
  const { matches, unmatched } = matchStems(files as Record<Role, string[]>);
  if (matches.length === 0) {
    throw new BadInput(`${folder} holds no picture with ground truth: check the file names.`);
  }
  const otherTruths = options.shares ? [] : await findOtherTruths(folder);
  const cleanFiles = depth === null ? new Map<string, string>() : await findClean(folder);
  const items = matches.slice(0, options.limit).map(({ stem, files: found }) => ({
    stem,
    clean: cleanFiles.get(stem) ?? null,
    rgb: path.join(rgb, found.RGB),
    depth: depth === null ? null : path.join(depth, found.depth),
    groundTruth: path.join(groundTruth, found[truth]),
    otherTruths: otherTruths.flatMap((files) => files.get(stem) ?? []),
  }));
  return {
    name,
    folder,
    items,
    problems: unmatched.map(describe),
    hasDepth: depth !== null,
    near: await readNearEnds(path.join(folder, 'near.json')),
  };
}

/** Clean depth maps by name; synthesised data sets have them in `clean/`. */
async function findClean(folder: string): Promise<Map<string, string>> {
  return (await picturesByStem(folder, 'clean')) ?? new Map<string, string>();
}

/** Ground truths of further annotators by name, one map for each of the folders `GT-2`, `GT-3` and so on. */
async function findOtherTruths(folder: string): Promise<Map<string, string>[]> {
  const found: Map<string, string>[] = [];
  for (let annotator = 2; ; annotator++) {
    const files = await picturesByStem(folder, `GT-${annotator}`);
    if (files === null) return found;
    found.push(files);
  }
}

/** Paths of a sub-folder's pictures by name without extension; null where there is no such folder. */
async function picturesByStem(folder: string, name: string): Promise<Map<string, string> | null> {
  const subfolder = await findSubfolder(folder, name);
  if (subfolder === null) return null;
  const files = await listPictures(subfolder);
  return new Map(files.map((file) => [stemOf(file), path.join(subfolder, file)]));
}

async function readNearEnds(file: string): Promise<Readonly<Record<string, string>> | null> {
  if ((await lookUp(file)) === null) return null;
  const ends = await readJson(file);
  if (typeof ends !== 'object' || ends === null) {
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
