/** Path of a Chromium to test with, or null when none is installed. */
export function findChromium(): string | null;
