import { repeat, repeatPairs, valueType } from './wgsl.ts';

/** Neighbouring pixels of a row that an invocation computes. */
export const STRIP = 4;

/** Invocations for an output of this shape, each with `STRIP` pixels of `components` channels. */
export function stripInvocations(
  [batch, height, width, channels]: readonly [number, number, number, number],
  components: 1 | 4,
): number {
  return (batch * height * Math.ceil(width / STRIP) * channels) / components;
}

/**
 * Declares where an invocation is, of `groups` for each strip: `image`, `row`, `column0`, `column1` … and `group`.
 * Beyond the last column it repeats the last one and writes the same value again.
 */
export function stripPlace(groups: string): string {
  return `  let groups = ${groups};
  let strips = (uniforms.outShape.z + ${STRIP - 1}) / ${STRIP};
  let strip = index / groups;
  let group = index - strip * groups;
  let line = strip / strips;
  let image = line / uniforms.outShape.y;
  if (image >= uniforms.outShape.x) {
    return;
  }
  let row = line - image * uniforms.outShape.y;
${repeat(STRIP, (p) => `  let column${p} = min((strip - line * strips) * ${STRIP} + ${p}, uniforms.outShape.z - 1);`)}`;
}

/** Source coordinate = output coordinate · scale + shift with half-pixel centres, for the input `name`. */
export function halfPixelScale(name: string): string {
  return `  let ${name}Scale = vec2<f32>(uniforms.${name}Shape.yz) / vec2<f32>(uniforms.outShape.yz);
  let ${name}Shift = (${name}Scale - 1) / 2;`;
}

/**
 * Declares `${name}Value0`, `${name}Value1` … for the pixels of a strip: the input `name`, enlarged bilinearly at
 * least twofold. Then the strip spans at most one and a half source pixels, so that four columns of two rows hold
 * all that it needs; each value is the sum of these columns, weighted by 1 − their distance where that is above 0.
 *
 * Needs `${name}Scale`, `${name}Shift` and what `stripPlace` declares.
 */
export function bilinearStrip(name: string, components: 1 | 4): string {
  const read = (row: string, c: number) =>
    `${name}[(${row} + min(${name}First + ${c}, ${name}Last.y)) * ${name}Groups + group]`;
  return `  let ${name}Groups = uniforms.${name}Shape.w / ${components};
  let ${name}Last = uniforms.${name}Shape.yz - vec2<i32>(1);
  let ${name}Line = clamp(f32(row) * ${name}Scale.x + ${name}Shift.x, 0, f32(${name}Last.x));
  let ${name}Near = i32(${name}Line);
  let ${name}Upper = (image * uniforms.${name}Shape.y + ${name}Near) * uniforms.${name}Shape.z;
  let ${name}Lower = (image * uniforms.${name}Shape.y + min(${name}Near + 1, ${name}Last.x)) * uniforms.${name}Shape.z;
  let ${name}Share = ${name}Line - f32(${name}Near);
${repeat(STRIP, (p) => `  let ${name}At${p} = clamp(f32(column${p}) * ${name}Scale.y + ${name}Shift.y, 0, f32(${name}Last.y));`)}
  let ${name}First = i32(${name}At0);
${repeat(STRIP, (c) => `  let ${name}Column${c} = mix(${read(`${name}Upper`, c)}, ${read(`${name}Lower`, c)}, ${name}Share);`)}
${repeat(STRIP, (p) => `  var ${name}Value${p} = ${valueType(components)}(0);`)}
${repeatPairs(
  STRIP,
  STRIP,
  (p, c) =>
    `  ${name}Value${p} += ${name}Column${c} * max(1 - abs(${name}At${p} - f32(${name}First + ${c})), 0);`,
)}`;
}
