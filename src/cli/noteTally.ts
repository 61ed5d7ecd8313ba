/** Notes told on the terminal, the most frequent first; the JSON file has them all. */
const NOTES_SHOWN = 10;

/** A sentence on how files were read, and of how many files it is true. */
export interface CountedNote {
  readonly note: string;
  readonly files: number;
}

/** Gathers what is worth telling about files that could be read, so that each sentence is told once. */
export class NoteTally {
  private readonly counts = new Map<string, number>();

  /** @param note null where there is nothing to tell */
  add(note: string | null): void {
    if (note !== null) this.counts.set(note, (this.counts.get(note) ?? 0) + 1);
  }

  json(): CountedNote[] {
    const counted = [...this.counts].map(([note, files]) => ({ note, files }));
    return counted.sort((a, b) => b.files - a.files);
  }

  /** @param what the files in question, e.g. `ground truths` */
  lines(what: string): string[] {
    const all = this.json();
    const lines = all.slice(0, NOTES_SHOWN).map(({ note, files }) => `${what} (${files}): ${note}`);
    const more = all.length - NOTES_SHOWN;
    return more > 0 ? [...lines, `${what}: ${more} more notes of this kind`] : lines;
  }
}
