export const HEIGHT = 5;
export const WIDTH = 13;

/** What `fixtures/make_foreign.py` writes into files, row by row: (7 y + 3 x) mod (brightest + 1). */
export function ramp(brightest: number): number[] {
  return Array.from(
    { length: HEIGHT * WIDTH },
    (_, i) => (7 * Math.floor(i / WIDTH) + 3 * (i % WIDTH)) % (brightest + 1),
  );
}

/** Three of them as the channels of a photo. */
export const RAMP_RGB = Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
  [255, 99, 31].map((brightest) => ramp(brightest)[i]!),
).flat();
