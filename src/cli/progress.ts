import { formatDuration } from '../math/duration.ts';
import { oneLine, OVER_THE_LINE } from './terminal.ts';

/** The part of a stream that progress is written to. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Milliseconds between two lines where a line cannot be written over. */
const LINE_INTERVAL = 10_000;
/** Milliseconds between two updates of one line. */
const UPDATE_INTERVAL = 200;
/** The rate is taken over the last so many milliseconds, so that it follows a change of load. */
const RATE_WINDOW = 60_000;

/**
 * Shows how far some work is and how long it still takes: one line that is written over on a terminal,
 * a line now and then elsewhere.
 */
export class Progress {
  private readonly stream: ProgressStream;
  private readonly title: string;
  private readonly total: number;
  private readonly clock: () => number;
  private readonly steps: { readonly time: number; readonly done: number }[];
  private done = 0;
  private shownAt = -Infinity;
  private lineOpen = false;

  /** @param clock milliseconds, for tests */
  constructor(
    stream: ProgressStream,
    title: string,
    total: number,
    clock = () => performance.now(),
  ) {
    this.stream = stream;
    this.title = title;
    this.total = total;
    this.clock = clock;
    this.steps = [{ time: clock(), done: 0 }];
  }

  /** Counts work done. */
  advance(count = 1): void {
    const time = this.clock();
    this.done += count;
    this.steps.push({ time, done: this.done });
    while (this.steps.length > 2 && this.steps[0]!.time < time - RATE_WINDOW) this.steps.shift();
    const interval = this.stream.isTTY === true ? UPDATE_INTERVAL : LINE_INTERVAL;
    if (this.done < this.total && time - this.shownAt < interval) return;
    this.shownAt = time;
    this.show();
  }

  /** Writes a line of its own, without tearing the progress line. */
  note(line: string): void {
    this.close();
    this.stream.write(`${oneLine(line)}\n`);
  }

  /** Leaves the progress line as it is. */
  close(): void {
    if (this.lineOpen) this.stream.write('\n');
    this.lineOpen = false;
  }

  /** The present state in words. */
  text(): string {
    const first = this.steps[0]!;
    const elapsed = (this.steps.at(-1)!.time - first.time) / 1000;
    const rate = elapsed > 0 ? (this.done - first.done) / elapsed : 0;
    const percent = Math.floor((100 * this.done) / this.total);
    const start = `${this.title} ${this.done}/${this.total} (${percent}%)`;
    if (rate === 0) return start;
    const left = (this.total - this.done) / rate;
    const ending = left > 0 ? `, ${formatDuration(left)} left` : '';
    return `${start}, ${rate.toFixed(rate < 10 ? 2 : 0)} images/s${ending}`;
  }

  private show(): void {
    if (this.stream.isTTY === true) {
      this.stream.write(`${OVER_THE_LINE}${this.text()}`);
      this.lineOpen = true;
    } else {
      this.stream.write(`${this.text()}\n`);
    }
  }
}

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
