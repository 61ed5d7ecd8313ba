/** What a device reaches at most, as measured. */
export interface Peaks {
  readonly gigaflops: number;
  readonly gigabytesPerSecond: number;
}

/** What a piece of work asks of a device. */
export interface Work {
  readonly multiplyAdds: number;
  readonly bytes: number;
}

/** A piece of work against the roofline (Williams et al., Communications of the ACM 52(4), 2009). */
export interface RooflinePoint {
  /** Two operations a multiply-add. */
  readonly gigaflops: number;
  readonly gigabytesPerSecond: number;
  /** Operations a byte. */
  readonly intensity: number;
  /** min(peak, intensity · bandwidth), in GFLOPS. */
  readonly boundGigaflops: number;
  /** No device of these peaks can be faster. */
  readonly boundMs: number;
  readonly shareOfPeak: number;
  /** boundMs / milliseconds. */
  readonly shareOfBound: number;
}

/** @param milliseconds what the work took */
export function rooflinePoint(
  { multiplyAdds, bytes }: Work,
  milliseconds: number,
  peaks: Peaks,
): RooflinePoint {
  const operations = 2 * multiplyAdds;
  const intensity = operations / bytes;
  const gigaflops = operations / milliseconds / 1e6;
  // Operations or bytes a millisecond are a million times less than 10⁹ a second.
  const boundMs = Math.max(operations / peaks.gigaflops, bytes / peaks.gigabytesPerSecond) / 1e6;
  return {
    gigaflops,
    gigabytesPerSecond: bytes / milliseconds / 1e6,
    intensity,
    boundGigaflops: Math.min(peaks.gigaflops, intensity * peaks.gigabytesPerSecond),
    boundMs,
    shareOfPeak: gigaflops / peaks.gigaflops,
    shareOfBound: boundMs / milliseconds,
  };
}
