import { foldCase, groupBy, readEntry } from './fileEntry.ts';
import { readName, stemOf } from './fileRole.ts';

const PERSON =
  'annotator|annotation|anno|ann|person|people|human|user|observer|expert|rater|subject|reader|grader|labell?er';
/** Words of ground truths of which there is one a person where they are numbered: those of masks may be numbered by objects. */
const ANSWER = 'gt|ground[ _-]?truth|truth|manual';

/** A word for who answered, and a number or a letter: `annotator1`, `expert_A`. */
const PERSON_NUMBERED = new RegExp(`^(?:${PERSON})[ _-]?(?:\\d{1,3}|[a-h])$`, 'i');
/** The folder of such folders as `1`, `2`, `A`, which alone may count objects. */
const PERSONS = new RegExp(`^(?:${PERSON})s?$`, 'i');
const NUMBER = /^(?:\d{1,4}|[a-h])$/i;
/** `gt1`, `GT-2`, `manual1`; `1st_manual`, `2nd_manual`, `1stHO`. */
const ANSWER_NUMBERED = new RegExp(`^(${ANSWER})[ _-]?\\d{1,2}$`, 'i');
const ANSWER_COUNTED = new RegExp(`^\\d{1,2}(?:st|nd|rd|th)[ _-]?(${ANSWER}|ho|${PERSON})$`, 'i');
/** The same at the end of a file's name, behind that of its photo. */
const AT_END = new RegExp(
  `^(.+)[ _.-](${[PERSON_NUMBERED, ANSWER_NUMBERED, ANSWER_COUNTED]
    .map(({ source }) => source.slice(1, -1).replaceAll(/\((?!\?)/g, '(?:'))
    .join('|')})$`,
  'i',
);
/** What of thousands of names is worth a closer look. */
const MAY_BE = new RegExp(`(?:${PERSON}|${ANSWER}|\\d(?:st|nd|rd|th))`, 'i');

const ORDER = new Intl.Collator('en', { numeric: true });
const TRUTHS = 'GT';

/** People whose answers lie side by side. */
export interface Annotators {
  /** The folder of their folders or files; empty for the folder of all. */
  readonly folder: string;
  /** As their folders or files are called, in order. */
  readonly names: readonly string[];
}

/** Files in which the answers of several people to one photo are one file: the first one's. */
export interface JoinedAnswers {
  /** Paths to match the files by, and the files. */
  readonly files: ReadonlyMap<string, string>;
  /** The answers of others to the same photo, by the file that is matched. */
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** Files of one person for one photo. */
  readonly rivals: readonly (readonly string[])[];
  readonly annotators: readonly Annotators[];
}

interface Answer {
  readonly file: string;
  /** The folder of the people, as far as there is one. */
  readonly folder: string;
  readonly annotator: string;
  /** Its path without what tells of the annotator. */
  readonly place: string;
  /** Whether names say that it is a ground truth, … */
  readonly isTruth: boolean;
  /** … and the one with the number does: `gt1`, `1st_manual`. */
  readonly isCounted: boolean;
}

interface MarkedFolder {
  /** Of the folder in the path, and how many before it belong to its name. */
  readonly at: number;
  readonly before: 0 | 1;
  /** What it would be called if there were one person. */
  readonly word: string;
  readonly isCounted: boolean;
}

function findMark(folders: readonly string[], elsewhere: ReadonlySet<string>): MarkedFolder | null {
  for (const [at, folder] of folders.entries()) {
    const answer = ANSWER_NUMBERED.exec(folder) ?? ANSWER_COUNTED.exec(folder);
    if (answer !== null) {
      const word = readName(answer[1]!).role === 'truth' ? answer[1]! : TRUTHS;
      return { at, before: 0, word, isCounted: true };
    }
    const isOfPersons = NUMBER.test(folder) && PERSONS.test(folders[at - 1] ?? '');
    if (!isOfPersons && !PERSON_NUMBERED.test(folder)) continue;
    // Where photos or depth maps lie in a folder so called, it is a part of the data set.
    if (elsewhere.has(folder.toLowerCase())) continue;
    return { at, before: isOfPersons ? 1 : 0, word: TRUTHS, isCounted: false };
  }
  return null;
}

const partsOf = (file: string) => file.replaceAll('\\', '/').split('/');
const withoutExtension = (place: string) =>
  foldCase(place.slice(0, place.lastIndexOf('/') + 1) + stemOf(place));

/** A file that is a person's by its folder; null of any other. */
function byFolder(file: string, elsewhere: ReadonlySet<string>): Answer | null {
  const folders = partsOf(file);
  const name = folders.pop()!;
  const mark = findMark(folders, elsewhere);
  if (mark === null) return null;
  const { at, before } = mark;
  const above = folders.slice(0, at - before);
  const isInside = above.some((folder) => readName(folder).role === 'truth');
  const stem = stemOf(name);
  // The file's name may say it again.
  const own = AT_END.exec(stem);
  const called = own === null ? name : `${own[1]!}_gt${name.slice(stem.length)}`;
  const place = [...above, ...(isInside ? [] : [mark.word]), ...folders.slice(at + 1), called];
  return {
    file,
    folder: above.join('/'),
    annotator: folders.slice(at - before, at + 1).join('/'),
    place: place.join('/'),
    isTruth: mark.isCounted || isInside,
    isCounted: mark.isCounted,
  };
}

/** A file that is a person's by its own name, which begins as that of a photo. */
function byName(file: string, photos: ReadonlySet<string>): Answer | null {
  const folders = partsOf(file);
  const name = folders.pop()!;
  const stem = stemOf(name);
  const [, photo, annotator] = AT_END.exec(stem) ?? [];
  if (photo === undefined || !photos.has(foldCase(photo))) return null;
  const place = [...folders, `${photo}_gt${name.slice(stem.length)}`].join('/');
  return {
    file,
    folder: folders.join('/'),
    annotator: annotator!,
    place,
    isTruth: true,
    isCounted: true,
  };
}

/** Whether the files of people are answers to photos that lie elsewhere, and not photos and masks of their own. */
function areAnswers(own: readonly Answer[], stems: ReadonlySet<string>): boolean {
  const unsaid = own.filter(({ isTruth }) => !isTruth);
  const answered = unsaid.filter(({ place }) => stems.has(foldCase(stemOf(place))));
  const people = (some: readonly Answer[]) => new Set(some.map(({ annotator }) => annotator)).size;
  return (
    people(answered) === people(unsaid) &&
    unsaid.every(({ file }) => readEntry(file).role === null) &&
    new Set(unsaid.map(({ file }) => withoutExtension(file))).size === unsaid.length
  );
}

/** Whether a file may be a ground truth by its path. A word for photos in its name may be part of its photo's. */
function mayBeTruth(file: string): boolean {
  const { role, isOfFolder } = readEntry(file);
  return role === 'truth' || role === null || (role === 'photo' && !isOfFolder);
}

function findAnswers(paths: readonly string[]): Answer[] {
  const may = paths.filter((file) => MAY_BE.test(file));
  const marked = may.filter((file) => AT_END.test(stemOf(file)) || byFolder(file, new Set()));
  const candidates = new Set(marked.filter(mayBeTruth));
  if (candidates.size === 0) return [];
  const rest = paths.filter((file) => !candidates.has(file));
  const elsewhere = new Set(rest.flatMap((file) => partsOf(file.toLowerCase()).slice(0, -1)));
  const stems = new Set(
    rest.map(stemOf).flatMap((stem) => [foldCase(stem), foldCase(readName(stem).core)]),
  );
  const answers = [...candidates].flatMap(
    (file) => byFolder(file, elsewhere) ?? byName(file, stems) ?? [],
  );
  return [...groupBy(answers, ({ folder }) => folder).values()]
    .filter((own) => areAnswers(own, stems))
    .flat();
}

/** Those of people who are not numbered, beside the others': `GT` beside `GT-2`. */
function findUnnumbered(paths: readonly string[], answers: readonly Answer[]): Answer[] {
  const numbered = new Set(answers.map(({ file }) => file));
  const places = new Map(answers.map((answer) => [withoutExtension(answer.place), answer]));
  return paths.flatMap((file) => {
    const beside = numbered.has(file) ? undefined : places.get(withoutExtension(file));
    if (beside === undefined) return [];
    const { role, roleFolder } = readEntry(file);
    return role === 'truth' ? [{ ...beside, file, annotator: roleFolder ?? TRUTHS }] : [];
  });
}

/**
 * Joins the answers of several people to one photo: in folders of theirs inside one of ground truths or beside the photos
 * (`GT/annotator1/`, `human/1/`, `gt1/`, `GT-2/`, `1st_manual/`), or in files of theirs (`1_gt1.png`, `1_2ndHO.png`).
 *
 * @param paths of pictures
 */
export function joinAnswers(paths: readonly string[]): JoinedAnswers {
  const files = new Map(paths.map((file) => [file, file]));
  const others = new Map<string, readonly string[]>();
  const rivals: string[][] = [];
  const annotators: Annotators[] = [];
  const numbered = findAnswers(paths);
  const answers = [...findUnnumbered(paths, numbered), ...numbered];
  for (const [folder, own] of groupBy(answers, (answer) => answer.folder)) {
    const names = [...new Set(own.map(({ annotator }) => annotator))].sort(ORDER.compare);
    // One person's answers are where they are, unless it is their folder that says that they are ground truths.
    if (names.length < 2 && !own.every(({ isCounted }) => isCounted)) continue;
    if (names.length > 1) annotators.push({ folder, names });
    for (const same of groupBy(own, ({ place }) => withoutExtension(place)).values()) {
      for (const { file } of same) files.delete(file);
      const byPerson = groupBy(same, ({ annotator }) => annotator);
      const clear = names.flatMap((name) => {
        const given = byPerson.get(name) ?? [];
        if (given.length < 2) return given;
        rivals.push(given.map(({ file }) => file));
        return [];
      });
      const [first, ...rest] = clear;
      if (first === undefined) continue;
      files.set(first.place, first.file);
      const theirs = rest.map(({ file }) => file);
      if (theirs.length > 0) others.set(first.file, theirs);
    }
  }
  return { files, others, rivals, annotators };
}
