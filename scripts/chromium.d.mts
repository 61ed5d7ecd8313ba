/** Path of a Chromium to test with, or null when none is installed. */
export function findChromium(): string | null;

/** Path of a whole browser, as visitors have it, for what measures and draws pages; throws where none is installed. */
export function chromiumNeeded(): string;
