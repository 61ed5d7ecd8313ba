/** How an archiver may have written names that are not in Unicode. */
interface Writing {
  readonly label: string;
  /** Whether a byte begins a letter of two bytes. */
  readonly isLead: (byte: number) => boolean;
  /** How much two bytes look like a common letter; below 0 they do not. */
  readonly rate: (lead: number, trail: number) => number;
  /** The same for one byte that is not in ASCII. */
  readonly rateSingle: number;
}

const WRITINGS: readonly Writing[] = [
  {
    label: 'shift_jis',
    isLead: (byte) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc),
    // Full-width kana, and the characters of the first level.
    rate: (lead, trail) =>
      lead === 0x83 || (lead === 0x82 && trail >= 0x9f) ? 2 : Number(lead >= 0x88 && lead <= 0x97),
    // Half-width kana.
    rateSingle: -1,
  },
  {
    label: 'gbk',
    isLead: (byte) => byte >= 0x81 && byte <= 0xfe,
    // The characters of the first level of GB 2312.
    rate: (lead, trail) => (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1 ? 1 : -1),
    rateSingle: -1,
  },
];

function rate(name: Uint8Array, { isLead, rate, rateSingle }: Writing): number {
  let sum = 0;
  for (let i = 0; i < name.length; i++) {
    const byte = name[i]!;
    if (byte < 0x80) continue;
    if (isLead(byte) && i + 1 < name.length) sum += rate(byte, name[++i]!);
    else sum += rateSingle;
  }
  return sum;
}

function isReadable(name: Uint8Array, { label }: Writing): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * How to read an archive's names that are not in Unicode: as Shift-JIS or as GBK, whichever reads all of them and
 * makes likely letters. In both, a letter may hold a byte that is a backslash elsewhere.
 *
 * @returns null where neither is likely
 */
export function nameReader(names: readonly Uint8Array[]): ((name: Uint8Array) => string) | null {
  const rated = WRITINGS.filter((writing) => names.every((name) => isReadable(name, writing))).map(
    (writing) => ({
      writing,
      score: names.reduce((sum, name) => sum + rate(name, writing), 0),
    }),
  );
  const [best] = rated.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score <= 0) return null;
  const decoder = new TextDecoder(best.writing.label);
  return (name) => decoder.decode(name);
}
