import {
  HALO_OPACITY,
  LEAST_SHARE,
  lineRgb,
  OUTLINE_REACH,
  OUTLINE_SCALE,
  QUARTER_SLOPE,
  QUARTER_VALUE,
} from '../../image/paintOutlines.ts';
import type { ImageSize } from '../../image/types.ts';
import { PicturePass, type ValuesAt } from './picturePass.ts';

/** Of the shader's `How`. */
const HOW_BYTES = 16;

const vector = (values: readonly number[]) => `vec3f(${values.join(', ')})`;

const CODE = `
struct How {
  width : u32,
  height : u32,
  maps : u32,
  level : f32,
}

@group(0) @binding(0) var<uniform> how : How;
@group(0) @binding(1) var<storage, read> values : array<f32>;
@group(0) @binding(2) var<storage, read> colours : array<vec4f>; // one a map

fn logit(share : f32) -> f32 {
  let inside = clamp(share, ${LEAST_SHARE}, 1 - ${LEAST_SHARE});
  return log(inside / (1 - inside));
}

// What the quarter of a pixel before its centre, and the one behind it, takes of three pixels.
fn valueAt(part : u32) -> vec3f {
  return select(${vector(QUARTER_VALUE[0])}, ${vector(QUARTER_VALUE[1])}, part == 1);
}

fn slopeAt(part : u32) -> vec3f {
  return select(${vector(QUARTER_SLOPE[0])}, ${vector(QUARTER_SLOPE[1])}, part == 1);
}

fn laid(over : vec4f, colour : vec3f, alpha : f32) -> vec4f {
  return over * (1 - alpha) + vec4f(colour, 1) * alpha;
}

@fragment
fn paint(@builtin(position) position : vec4f) -> @location(0) vec4f {
  let at = vec2u(position.xy);
  let centre = vec2i(at / ${OUTLINE_SCALE});
  let part = at % ${OUTLINE_SCALE};
  let across = valueAt(part.x);
  let acrossSlope = slopeAt(part.x);
  let down = valueAt(part.y);
  let downSlope = slopeAt(part.y);
  let border = vec2i(i32(how.width), i32(how.height)) - 1;
  let level = logit(how.level);
  var painted = vec4f(0);
  for (var map = 0u; map < how.maps; map++) {
    let first = map * how.width * how.height;
    let isMarked = values[first + u32(centre.y) * how.width + u32(centre.x)] > how.level;
    var isParted = false;
    var value = 0.0;
    var slope = vec2f(0);
    for (var y = 0; y < 3; y++) {
      for (var x = 0; x < 3; x++) {
        let place = vec2u(clamp(centre + vec2i(x, y) - 1, vec2i(0), border));
        let share = values[first + place.y * how.width + place.x];
        isParted |= (share > how.level) != isMarked;
        let around = logit(share) - level;
        value += around * across[x] * down[y];
        slope += around * vec2f(acrossSlope[x] * down[y], across[x] * downSlope[y]);
      }
    }
    if (isParted) {
      let distance = ${OUTLINE_SCALE} * abs(value) / max(length(slope), 1e-6);
      let halo = clamp(${OUTLINE_REACH.halo} + 0.5 - distance, 0, 1);
      let line = clamp(${OUTLINE_REACH.line} + 0.5 - distance, 0, 1);
      painted = laid(painted, vec3f(0), ${HALO_OPACITY} * halo);
      painted = laid(painted, colours[map].rgb, line);
    }
  }
  return painted;
}
`;

/**
 * Paints lines around what maps mark where they are computed: the pictures of `paintOutlines`, with premultiplied alpha, off
 * by 1/255 at most. For one device.
 */
export class OutlinePainter {
  private readonly pass: PicturePass;

  /** @param format of the pictures */
  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.pass = new PicturePass(device, format, CODE, HOW_BYTES);
  }

  /**
   * Queues the painting, after all that was queued before.
   *
   * @param values `count * height * width` floats
   * @param level in (0,1)
   * @param picture of `outlinePictureSize`
   */
  paint(
    values: ValuesAt,
    { height, width }: ImageSize,
    count: number,
    level: number,
    picture: GPUTexture,
  ): void {
    const how = new DataView(new ArrayBuffer(HOW_BYTES));
    [width, height, count].forEach((value, field) => how.setUint32(4 * field, value, true));
    how.setFloat32(12, level, true);
    const colours = { buffer: this.pass.table(count, () => lineColours(count)) };
    this.pass.paint(how.buffer, [values, colours], picture);
  }
}

/** Of so many lines, as RGBA. */
function lineColours(count: number): Float32Array<ArrayBuffer> {
  const rgba = Array.from({ length: count }, (_, index) => [...lineRgb(index, count), 1]);
  return Float32Array.from(rgba.flat());
}
