/**
 * Seeded standard normal numbers that are the same, bit for bit, on every JavaScript engine.
 *
 * `Math.log`, `Math.cos` and `Math.sin` are only approximated by the language standard and engines
 * differ in the last bits, so none of them is used: uniform numbers come from 32-bit integer
 * arithmetic, and the normal quantile and its logarithm from +, −, ×, ÷ and square root, which IEEE 754
 * rounds exactly.
 */

/** Coefficients, constant term first, of rational approximations in three ranges (Wichura 1988). */
const CENTRE_NUMERATOR = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_DENOMINATOR = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const TAIL_NUMERATOR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const TAIL_DENOMINATOR = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_TAIL_NUMERATOR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
  0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_TAIL_DENOMINATOR = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];

const LN_2 = 0.6931471805599453;

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!;
  return value;
}

/** ln x for 0 < x < 1: powers of two split off, then 2·artanh((x − 1)/(x + 1)) as a series. */
function naturalLogarithm(x: number): number {
  let halvings = 0;
  while (x < 0.75) {
    x *= 2;
    halvings++;
  }
  const s = (x - 1) / (x + 1);
  const square = s * s;
  let series = 0;
  // |s| ≤ 1/5 here, so the first dropped term is below 1e-18 of the sum.
  for (let power = 25; power >= 1; power -= 2) series = series * square + 1 / power;
  return 2 * s * series - halvings * LN_2;
}

/**
 * The x with P(N(0,1) ≤ x) = probability, to about 1e-15 relative.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * Applied Statistics 37 (1988), routine PPND16.
 *
 * @param probability strictly between 0 and 1, else RangeError
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`normalQuantile needs a probability between 0 and 1, got ${probability}.`);
  }
  const fromCentre = probability - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    const r = 0.180625 - fromCentre * fromCentre;
    return (fromCentre * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r);
  }
  const tail = fromCentre < 0 ? probability : 1 - probability;
  const r = Math.sqrt(-naturalLogarithm(tail));
  const magnitude =
    r <= 5
      ? polynomial(TAIL_NUMERATOR, r - 1.6) / polynomial(TAIL_DENOMINATOR, r - 1.6)
      : polynomial(FAR_TAIL_NUMERATOR, r - 5) / polynomial(FAR_TAIL_DENOMINATOR, r - 5);
  return fromCentre < 0 ? -magnitude : magnitude;
}

/**
 * A stream of independent N(0,1) numbers; each costs one uniform number, so the n-th number of a
 * seed never depends on how many are asked for.
 *
 * Uniform numbers: sfc32 ("small fast counting", C. Doty-Humphrey, PractRand), 128 bits of state.
 */
export class SeededGaussian {
  private a: number;
  private b: number;
  private c = 0x9e3779b9;
  private counter = 1;

  /** @param seed any safe integer, else RangeError */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(`A seed is a whole number up to 2^53, got ${seed}.`);
    }
    this.a = seed | 0;
    this.b = Math.floor(seed / 2 ** 32) | 0;
    // Seeds that differ in one bit start alike; this many rounds tell them apart.
    for (let round = 0; round < 20; round++) this.nextUint32();
  }

  /** The next number. Its magnitude is below 8.3. */
  next(): number {
    return normalQuantile(this.uniform());
  }

  /** The next number as a uniform one, strictly between 0 and 1: the probability of what `next` would give. */
  uniform(): number {
    const high = this.nextUint32() >>> 6;
    const low = this.nextUint32() >>> 6;
    // 52 random bits and a half: never 0, never 1, and exact in a double.
    return (high * 2 ** 26 + low + 0.5) / 2 ** 52;
  }

  /** The next `count` numbers. */
  fill(count: number): number[] {
    return Array.from({ length: count }, () => this.next());
  }

  private nextUint32(): number {
    const result = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + result;
    this.c |= 0;
    return result >>> 0;
  }
}
