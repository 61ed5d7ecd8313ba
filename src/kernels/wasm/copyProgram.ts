import { f32x4, i32, increase, loopWhile, OneFunction, set } from './assembler.ts';

const WORD = 4;
const VECTOR = 16;

/**
 * Copies pixels of one part of a concatenation to their places in the result. After a share's pixels and the thread's room it takes
 * the address of the part, its bytes a pixel (a multiple of 4), the address in the result's first pixel, and the result's bytes a pixel.
 */
export function copyProgram(isShared: boolean): Uint8Array<ArrayBuffer> {
  const program = new OneFunction();
  const [first, behind] = [program.parameter('i32'), program.parameter('i32')];
  program.parameter('i32'); // no room is needed
  const [part, bytes] = [program.parameter('i32'), program.parameter('i32')];
  const [result, stride] = [program.parameter('i32'), program.parameter('i32')];
  const [from, to, end] = [
    program.variable('i32'),
    program.variable('i32'),
    program.variable('i32'),
  ];
  const [vectorsEnd, vectorBytes] = [program.variable('i32'), program.variable('i32')];
  const body = [
    set(vectorBytes, i32.and(bytes, -VECTOR)),
    set(from, i32.add(part, i32.multiply(first, bytes))),
    set(result, i32.add(result, i32.multiply(first, stride))),
    loopWhile(
      i32.isLess(first, behind),
      set(to, result),
      set(end, i32.add(from, bytes)),
      set(vectorsEnd, i32.add(from, vectorBytes)),
      loopWhile(
        i32.isLess(from, vectorsEnd),
        f32x4.store(0, to, f32x4.load(0, from)),
        increase(from, VECTOR),
        increase(to, VECTOR),
      ),
      loopWhile(
        i32.isLess(from, end),
        i32.store(0, to, i32.load(0, from)),
        increase(from, WORD),
        increase(to, WORD),
      ),
      increase(result, stride),
      increase(first, 1),
    ),
  ];
  return program.assemble(body.flat(), isShared);
}
