/** Path of a Chromium to test with, or null when none is installed. */
export function findChromium(): string | null;

/** The same for a script that can do nothing without one: throws where none is installed. */
export function chromiumNeeded(): string;
