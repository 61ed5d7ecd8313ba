import { type Entry, foldCase, groupBy, placeOf } from './fileEntry.ts';
import { type LeftOutReason, readName } from './fileRole.ts';
import { bestFile, commonEnding, stemsOf } from './methodOutputs.ts';

/** Files that belong to no pair, and why. */
export interface LeftOut {
  readonly paths: readonly string[];
  readonly reason: LeftOutReason;
}

/** Collects what is not used. */
export class Leftovers {
  readonly list: LeftOut[] = [];
  private readonly dropped = new Set<Entry>();

  drop(reason: LeftOut['reason'], entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) this.dropped.add(entry);
    this.list.push({ paths: entries.map(({ path }) => path), reason });
  }

  readonly isKept = (entry: Entry): boolean => !this.dropped.has(entry);
}

/** The photo's name in that of a depth map, `1` of `1_depth`, or that of its folder: `1/depth`. */
function calledOf({ stem, folders, role }: Entry): string {
  const { core } = readName(stem, role);
  return foldCase(core === '' ? (folders.at(-1) ?? '') : core);
}

const ENDINGS = /(?=[-_. ])/;

/** Names without what all of them have at their end: `01` and `02` of `01_test` and `02_test`. */
function withoutCommonEnding(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(ENDINGS));
  let count = 0;
  while (
    parts.every(
      (part) => part.length > count + 1 && part.at(-1 - count) === parts[0]!.at(-1 - count),
    )
  ) {
    count++;
  }
  return parts.map((part) => part.slice(0, part.length - count).join(''));
}

/** Gives each photo its depth maps, or its ground truths: strict keys first. */
export class Assignment {
  readonly found = new Map<Entry, Entry>();
  private open: ReadonlySet<Entry>;
  private readonly photosByKey: readonly ReadonlyMap<string, readonly Entry[]>[];

  constructor(
    private readonly photos: readonly Entry[],
    files: readonly Entry[],
    private readonly left: Leftovers,
  ) {
    this.open = new Set(files);
    this.photosByKey = [0, 1, 2, 3].map((level) => groupBy(photos, ({ keys }) => keys[level]!));
  }

  /**
   * @param root the folder of all
   * @param byEnding whether files may have an ending more than photos
   */
  run(root: string, byEnding: boolean): void {
    for (let level = 0; level < 4; level++) this.match(({ keys }) => keys[level]!);
    if (byEnding) {
      this.matchByEnding();
      this.matchElsewhere();
      this.matchBeginnings();
    }
    // In a scene with one file of each kind, the names need not agree.
    const scenes = groupBy(this.photos, ({ base }) => base);
    this.match(
      ({ base, isOfFolder }) =>
        isOfFolder && base !== root && scenes.get(base)?.length === 1 ? base : '',
      '',
    );
    for (const file of this.open) this.left.drop(this.reasonOf(file), [file]);
  }

  private readonly isFree = (entry: Entry): boolean =>
    this.left.isKept(entry) && !this.found.has(entry);

  /** Where all files of a folder that says nothing have one ending more than photos, or nothing more. */
  private matchByEnding(): void {
    this.matchFolders(
      this.photos.filter(this.isFree),
      [...this.open].filter(({ roleFolder }) => roleFolder === null),
    );
  }

  /**
   * Where depth maps lie in a folder of their own, wherever that is: those of folders none of whose files found its photo yet,
   * for photos none of whose folder found its depth.
   */
  private matchElsewhere(): void {
    const servedPhotos = new Set([...this.found.keys()].map(placeOf));
    const usedFolders = new Set([...this.found.values()].map(placeOf));
    this.matchFolders(
      this.photos.filter((photo) => this.isFree(photo) && !servedPhotos.has(placeOf(photo))),
      [...this.open].filter((file) => file.role === 'depth' && !usedFolders.has(placeOf(file))),
    );
  }

  /** Where folders of one data set have files of the same names but for what all in a folder have at their end. */
  private matchBeginnings(): void {
    const photos = groupBy(this.photos.filter(this.isFree), placeOf);
    const files = groupBy(
      [...this.open].filter(({ isOfFolder }) => isOfFolder),
      placeOf,
    );
    const names = new Map<Entry, string>();
    for (const own of [...photos.values(), ...files.values()]) {
      if (own.length < 2) continue;
      const { base } = own[0]!;
      withoutCommonEnding(stemsOf(own)).forEach((name, i) => names.set(own[i]!, `${base}/${name}`));
    }
    this.match((entry) => names.get(entry) ?? '', '');
  }

  private matchFolders(photos: readonly Entry[], files: readonly Entry[]): void {
    const names = new Map(photos.map((photo) => [photo, foldCase(photo.stem)]));
    for (const own of groupBy(files, placeOf).values()) {
      for (const called of [stemsOf(own), own.map(calledOf)]) {
        const ending = commonEnding(called, photos);
        if (ending === null) continue;
        own.forEach((file, i) => names.set(file, called[i]!.slice(0, -ending.length || undefined)));
        break;
      }
    }
    this.match((entry) => names.get(entry) ?? '', '');
  }

  /** @param none the key of what is not to be matched */
  private match(keyOf: (entry: Entry) => string, none?: string): void {
    const { isFree } = this;
    const photos = groupBy(this.photos.filter(isFree), keyOf);
    for (const [key, files] of groupBy(this.open, keyOf)) {
      const [photo, ...others] = photos.get(key) ?? [];
      if (key === none || photo === undefined || others.length > 0) continue;
      const [file, ...rivals] = bestFile(files);
      if (rivals.length > 0) this.left.drop('ambiguous', [photo, ...files]);
      else this.found.set(photo, file!);
    }
    const used = new Set(this.found.values());
    this.open = new Set([...this.open].filter((file) => isFree(file) && !used.has(file)));
  }

  private reasonOf(file: Entry): LeftOut['reason'] {
    const alike = file.keys.flatMap((key, level) => this.photosByKey[level]!.get(key) ?? []);
    const scene = this.photos.filter(
      ({ base, stem }) =>
        (file.version > 0 && base === file.base) ||
        (file.version !== 0 && foldCase(stem) === calledOf(file)),
    );
    if ([...alike, ...scene].some((photo) => this.found.has(photo))) return 'other-version';
    return alike.some(this.left.isKept) ? 'ambiguous' : 'no-photo';
  }
}
