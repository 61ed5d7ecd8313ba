/*
 * As much of WebAssembly as one kernel needs, written by functions that give bytes: `i32.add(pixel, 1)` is code that leaves a sum
 * on the stack. No compiler is needed for it, neither in the build nor on the page.
 */

/** Bytes of instructions. */
export type Code = readonly number[];

/** A parameter or a variable of the function. */
export interface Local {
  readonly index: number;
}

/** Where a value is taken from: a whole number is itself. */
export type Operand = Code | Local | number;

const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueType = keyof typeof TYPES;

/** Seven bits a byte, the lowest ones first (LEB128). */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** The same, where the last byte's highest bit is the sign. */
function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

function pushed(operand: Operand): Code {
  if (typeof operand === 'number') return [0x41, ...signed(operand)];
  return 'index' in operand ? [0x20, ...unsigned(operand.index)] : operand;
}

/** An instruction, after what it takes. */
const instruction =
  (...opcode: number[]) =>
  (...operands: Operand[]): Code => [...operands.flatMap(pushed), ...opcode];

/** One that reads or writes memory, `offset` bytes behind the address, which is its first operand. */
const memoryInstruction =
  (...opcode: number[]) =>
  (offset: number, ...operands: Operand[]): Code => [
    ...operands.flatMap(pushed),
    ...opcode,
    0, // aligned to nothing in particular
    ...unsigned(offset),
  ];

const vectorInstruction = (opcode: number) => instruction(0xfd, ...unsigned(opcode));

/** Whole numbers without sign. */
export const i32 = {
  add: instruction(0x6a),
  subtract: instruction(0x6b),
  multiply: instruction(0x6c),
  divide: instruction(0x6e),
  and: instruction(0x71),
  isLess: instruction(0x49),
  /** The first operand if the third is not 0, else the second. */
  select: instruction(0x1b),
  load: memoryInstruction(0x28),
  store: memoryInstruction(0x36),
};

/** Four numbers at a time. */
export const f32x4 = {
  splat: vectorInstruction(0x13),
  add: vectorInstruction(0xe4),
  subtract: vectorInstruction(0xe5),
  multiply: vectorInstruction(0xe6),
  /** a · b + c, rounded once where the processor can. Of relaxed SIMD, which not every engine has. */
  relaxedMultiplyAdd: vectorInstruction(0x105),
  /** b if b < a, else a: what is not a number stays that, if it is the first. */
  minimum: vectorInstruction(0xea),
  /** b if a < b, else a. */
  maximum: vectorInstruction(0xeb),
  load: memoryInstruction(0xfd, 0x00),
  /** One number four times. */
  loadSplat: memoryInstruction(0xfd, 0x09),
  store: memoryInstruction(0xfd, 0x0b),
};

export function set(local: Local, value: Operand): Code {
  return [...pushed(value), 0x21, ...unsigned(local.index)];
}

export function increase(local: Local, by: Operand): Code {
  return set(local, i32.add(local, by));
}

/** Once, and again while the condition holds after it. */
export function repeatWhile(condition: Operand, ...body: Code[]): Code {
  const [loop, branchIf, end] = [0x03, 0x0d, 0x0b];
  return [loop, 0x40, ...body.flat(), ...pushed(condition), branchIf, 0, end];
}

export function loopWhile(condition: Operand, ...body: Code[]): Code {
  const [when, end] = [0x04, 0x0b];
  return [...pushed(condition), when, 0x40, ...repeatWhile(condition, ...body), end];
}

/** For the counter from 0 up to the limit, at least once. */
export function repeat(counter: Local, limit: Operand, ...body: Code[]): Code {
  return [
    ...set(counter, 0),
    ...repeatWhile(i32.isLess(counter, limit), ...body, increase(counter, 1)),
  ];
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const name = (text: string): Code => sized([...new TextEncoder().encode(text)]);
const section = (id: number, ...items: Code[]): Code => [id, ...sized(list(items))];

/** As Emscripten declares a memory that threads share: a module that imports it has to say the same. */
const MOST_PAGES = 65536;

/** A module of one function, `run`, which returns nothing and works in another module's memory. */
export class OneFunction {
  private readonly parameters: ValueType[] = [];
  private readonly variables: ValueType[] = [];

  /** To be asked for before all variables. */
  parameter(type: ValueType): Local {
    return { index: this.parameters.push(type) - 1 };
  }

  variable(type: ValueType): Local {
    return { index: this.parameters.length + this.variables.push(type) - 1 };
  }

  /** The module's bytes. The memory is the import `tfjs.memory`. */
  assemble(body: Code, isShared: boolean): Uint8Array<ArrayBuffer> {
    const [functionType, memoryKind, functionKind, end] = [0x60, 2, 0, 0x0b];
    const limits = isShared ? [3, 0, ...unsigned(MOST_PAGES)] : [0, 0];
    const types = this.parameters.map((type) => [TYPES[type]]);
    const variables = this.variables.map((type) => [1, TYPES[type]]);
    return Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [functionType, ...list(types), 0]),
      ...section(2, [...name('tfjs'), ...name('memory'), memoryKind, ...limits]),
      ...section(3, [0]),
      ...section(7, [...name('run'), functionKind, 0]),
      ...section(10, sized([...list(variables), ...body, end])),
    ]);
  }
}
