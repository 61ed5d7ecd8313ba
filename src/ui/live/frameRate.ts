/** Frames over which the rate is taken. */
const WINDOW = 8;

/** How many frames come in a second. */
export class FrameRate {
  private readonly times: number[] = [];

  /**
   * @param now milliseconds
   * @returns frames a second, of the latest ones; null for the first
   */
  add(now: number): number | null {
    this.times.push(now);
    if (this.times.length > WINDOW + 1) this.times.shift();
    const span = now - this.times[0]!;
    return span > 0 ? (1000 * (this.times.length - 1)) / span : null;
  }
}
