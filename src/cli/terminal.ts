/** Begins a line that is written over the one before: the only control characters that the program itself sends. */
export const OVER_THE_LINE = '\r\u001b[K';

/**
 * What a terminal would take for a command: names of files may hold such characters, and could clear the screen, colour it
 * or turn the reading direction. Tabs and ends of lines stay.
 */
const COMMANDS = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text without commands to the terminal; they are shown by their numbers, as in `\u001b`. */
export function plainText(text: string): string {
  return text.replace(
    COMMANDS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The text of one line, whatever names stand in it. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]\s*/g, ' ');
}

/** A stream to which only text goes, and `OVER_THE_LINE` where a text begins with it. */
export function plainStream(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) {
  return {
    isTTY: stream.isTTY,
    write: (text: string): boolean => {
      const start = text.startsWith(OVER_THE_LINE) ? OVER_THE_LINE : '';
      return stream.write(start + plainText(text.slice(start.length)));
    },
  };
}

/** Why printed results were lost, in a sentence; null where the reader, such as `head`, wanted no more. */
export function whyNotPrinted(error: NodeJS.ErrnoException): string | null {
  if (error.code === 'EPIPE') return null;
  const reason = error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message);
  return `What should be printed could not be written (${reason}): choose another place, or make room.`;
}
