import {
  AS_STORED,
  type DepthAdjustment,
  MOST_SHIFT,
  QUARTER_TURNS,
} from '../../image/adjustDepth.ts';
import { ZERO_CHOICES } from '../../image/depthReadings.ts';

/** Digits of a reading: 16 bits have no more. */
const DIGITS = 6;

/** How a depth file is read, for a link: `turn(90)_mirror_shift(-2,1)_range(500,4000)_zeros(yes)`; empty where as it is. */
export function formatAdjustment({ turns, mirror, shift, range, zeros }: DepthAdjustment): string {
  const pair = ([one, other]: readonly [number, number]) =>
    [one, other].map((value) => Number(value.toPrecision(DIGITS))).join(',');
  const parts = [
    turns > 0 && `turn(${90 * turns})`,
    mirror && 'mirror',
    shift.some((share) => share !== 0) && `shift(${pair(shift)})`,
    range !== null && `range(${pair(range)})`,
    zeros !== AS_STORED.zeros && `zeros(${zeros})`,
  ];
  return parts.filter((part) => part !== false).join('_');
}

/** Reads what `formatAdjustment` wrote. What is missing, damaged or out of range is as the file has it. */
export function parseAdjustment(text: string): DepthAdjustment {
  const parts = new Map<string, string>();
  for (const [, name, value = ''] of text.matchAll(/([a-z]+)(?:\(([^()]*)\))?/g)) {
    parts.set(name!, value);
  }
  const shift = parsePair(parts.get('shift'));
  const range = parsePair(parts.get('range'));
  return {
    turns: QUARTER_TURNS.find((turns) => String(90 * turns) === parts.get('turn')) ?? 0,
    mirror: parts.has('mirror'),
    shift: shift?.every((share) => Math.abs(share) <= MOST_SHIFT) ? shift : AS_STORED.shift,
    range: range !== null && range[0] !== range[1] ? range : null,
    zeros: ZERO_CHOICES.find((choice) => choice === parts.get('zeros')) ?? AS_STORED.zeros,
  };
}

function parsePair(text: string | undefined): readonly [number, number] | null {
  const [one, other, ...more] = (text ?? '').split(',').map((part) => (part ? Number(part) : NaN));
  const isPair = Number.isFinite(one) && Number.isFinite(other) && more.length === 0;
  return isPair ? [one!, other!] : null;
}
