import { groupBy } from '../evaluation/fileEntry.ts';
import { readName, stemOf } from '../evaluation/fileRole.ts';

/** Folders of one person's answers: a word for who gave them, and a number or a letter. Numbers alone may count objects. */
const ANNOTATOR =
  /^(annotator|annotation|anno|ann|person|people|human|user|observer|expert|rater|subject|reader|grader|labell?er)[ _-]?(\d{1,3}|[a-h])$/i;
const ORDER = new Intl.Collator('en', { numeric: true });

/** The ground truths of a data set in which each annotator has a folder inside theirs. */
export interface Annotators {
  /** Each file of the first annotator, by the path that it would have without that folder. */
  readonly first: ReadonlyMap<string, string>;
  /** The other annotators' files of the same picture, by the first one's. */
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** One line for each folder of ground truths, on who is in it. */
  readonly notes: readonly string[];
}

interface Answer {
  readonly file: string;
  readonly truths: string;
  readonly annotator: string;
  /** Its path without the annotator's folder. */
  readonly place: string;
}

/** A file in `GT/annotator1` and the like; null of any other. */
function readAnswer(file: string, elsewhere: ReadonlySet<string>): Answer | null {
  const parts = file.split('/');
  const at = parts.findIndex((part) => readName(part).role === 'truth') + 1;
  const annotator = parts[at];
  if (at === 0 || at >= parts.length - 1 || annotator === undefined) return null;
  // Where photos or depth maps lie in a folder so called, it is a part of the data set.
  if (!ANNOTATOR.test(annotator) || elsewhere.has(annotator.toLowerCase())) return null;
  const truths = parts.slice(0, at).join('/');
  return { file, truths, annotator, place: [truths, ...parts.slice(at + 1)].join('/') };
}

const withoutExtension = (place: string) =>
  place.slice(0, place.lastIndexOf('/') + 1) + stemOf(place);

/**
 * Finds the answers of several annotators that lie in folders of their own inside one of ground truths, such as
 * `GT/annotator1/` and `GT/annotator2/`.
 *
 * @param truths paths of ground truths
 * @param rest of all other files
 */
export function findAnnotators(truths: readonly string[], rest: readonly string[]): Annotators {
  const elsewhere = new Set(rest.flatMap((file) => file.toLowerCase().split('/').slice(0, -1)));
  const answers = truths.flatMap((file) => readAnswer(file, elsewhere) ?? []);
  const first = new Map<string, string>();
  const others = new Map<string, readonly string[]>();
  const notes: string[] = [];
  for (const folder of new Set(answers.map((answer) => answer.truths))) {
    const own = answers.filter((answer) => answer.truths === folder);
    const names = [...new Set(own.map(({ annotator }) => annotator))].sort(ORDER.compare);
    if (names.length < 2) continue;
    notes.push(
      `${folder}: ${names.join(', ')} are taken for the answers of ${names.length} people, and maps are scored against ${names[0]!}.`,
    );
    const places = groupBy(own, ({ place }) => withoutExtension(place));
    for (const same of places.values()) {
      const [mine, ...theirs] = same.sort((a, b) => ORDER.compare(a.annotator, b.annotator));
      // Scores go by the first annotator's answers alone.
      if (mine === undefined || mine.annotator !== names[0]) continue;
      first.set(mine.place, mine.file);
      others.set(
        mine.file,
        theirs.map(({ file }) => file),
      );
    }
  }
  return { first, others, notes };
}
