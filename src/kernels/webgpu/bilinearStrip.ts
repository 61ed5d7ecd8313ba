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

export interface BilinearStripOptions {
  /** What the declared names start with; default the input's name. */
  readonly prefix?: string;
  /** The input's group of channels; default the invocation's. */
  readonly group?: string;
}

/**
 * Declares `${prefix}Value0`, `${prefix}Value1` … for the pixels of a strip: the input `name`, enlarged bilinearly
 * at least twofold. Then the strip spans at most one and a half source pixels, so that four columns of two rows
 * hold all that it needs; each value is the sum of these columns, weighted by 1 − their distance where that is
 * above 0.
 *
 * Needs `${name}Scale`, `${name}Shift` and what `stripPlace` declares.
 */
export function bilinearStrip(
  name: string,
  components: 1 | 4,
  { prefix = name, group = 'group' }: BilinearStripOptions = {},
): string {
  const read = (row: string, c: number) =>
    `${name}[(${row} + min(${prefix}First + ${c}, ${prefix}Last.y)) * ${prefix}Groups + ${group}]`;
  return `  let ${prefix}Groups = uniforms.${name}Shape.w / ${components};
  let ${prefix}Last = uniforms.${name}Shape.yz - vec2<i32>(1);
  let ${prefix}Line = clamp(f32(row) * ${name}Scale.x + ${name}Shift.x, 0, f32(${prefix}Last.x));
  let ${prefix}Near = i32(${prefix}Line);
  let ${prefix}Upper = (image * uniforms.${name}Shape.y + ${prefix}Near) * uniforms.${name}Shape.z;
  let ${prefix}Lower = (image * uniforms.${name}Shape.y + min(${prefix}Near + 1, ${prefix}Last.x)) * uniforms.${name}Shape.z;
  let ${prefix}Share = ${prefix}Line - f32(${prefix}Near);
${repeat(STRIP, (p) => `  let ${prefix}At${p} = clamp(f32(column${p}) * ${name}Scale.y + ${name}Shift.y, 0, f32(${prefix}Last.y));`)}
  let ${prefix}First = i32(${prefix}At0);
${repeat(STRIP, (c) => `  let ${prefix}Column${c} = mix(${read(`${prefix}Upper`, c)}, ${read(`${prefix}Lower`, c)}, ${prefix}Share);`)}
${repeat(STRIP, (p) => `  var ${prefix}Value${p} = ${valueType(components)}(0);`)}
${repeatPairs(
  STRIP,
  STRIP,
  (p, c) =>
    `  ${prefix}Value${p} += ${prefix}Column${c} * max(1 - abs(${prefix}At${p} - f32(${prefix}First + ${c})), 0);`,
)}`;
}
