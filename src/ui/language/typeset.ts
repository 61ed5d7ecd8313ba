/** A space at which no line breaks. */
const FIRM = '\u00a0';

/** In “3 × 3”. */
const BETWEEN_FACTORS = /(?<=\d) × (?=\d)/gu;

/** In “2 · (3 − 1)”; a point between words keeps them apart, and there a line may end. */
const BETWEEN_NUMBERS = /(?<=[\d½)]) · (?=[\d½(])/gu;

/** “(1 + 2 + 4)” */
const SUM_IN_BRACKETS = /\(\d[\d +−·]{0,14}\)/gu;

/** “stride = 32” */
const BEFORE_VALUE = /(?<=\p{Script=Latin}) = (?=\d)/gu;

/** “z = μ + σ · ε” */
const OF_LETTERS = /(?<![\p{L}\d])\p{L}(?: [=+−·] \p{L})+(?![\p{L}\d])/gu;

/** In Japanese a name in Latin letters is set off by a space from the particle after it, and a number from what it counts: no line begins with those. */
const BEFORE_PARTICLE = /(?<=[\p{Script=Latin}\p{Script=Greek}\d%]) (?=\p{Script=Hiragana})/gu;
const BEFORE_COUNTER = /(?<=\d) (?=[\p{Script=Han}\p{Script=Katakana}])/gu;

const firm = (text: string) => text.replaceAll(' ', FIRM);

/** A text in which lines break only where a reader expects it. */
export function typesetText(text: string): string {
  return text
    .replace(BETWEEN_FACTORS, `${FIRM}×${FIRM}`)
    .replace(BETWEEN_NUMBERS, `${FIRM}·${FIRM}`)
    .replace(BEFORE_VALUE, `${FIRM}=${FIRM}`)
    .replace(SUM_IN_BRACKETS, firm)
    .replace(OF_LETTERS, firm)
    .replace(BEFORE_PARTICLE, FIRM)
    .replace(BEFORE_COUNTER, FIRM);
}

/** A catalogue of such texts: as the given one, in all its groups and in what its functions return. */
export function typeset<T>(texts: T): T {
  return typesetValue(texts) as T;
}

function typesetValue(value: unknown): unknown {
  if (typeof value === 'string') return typesetText(value);
  if (typeof value === 'function') {
    return (...given: unknown[]) => typesetValue(value(...given) as unknown);
  }
  if (Array.isArray(value)) return value.map(typesetValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, typesetValue(text)]));
}
