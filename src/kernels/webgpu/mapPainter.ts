import { colourMapTable, type ColourMapName } from '../../image/colourMaps.ts';
import {
  CHEQUER,
  EMPHASIS,
  LEVEL_ROUNDING,
  type Painting,
  type PlainPainting,
} from '../../image/paintMap.ts';
import type { ImageSize } from '../../image/types.ts';
import { PicturePass, type ValuesAt } from './picturePass.ts';

/** The numbers of the covers in the shader. */
const COVERS = [
  'opaque',
  'fading',
  'dimming',
  'even',
  'cut-out',
] as const satisfies readonly Painting['cover'][];

/** Of the shader's `How`. */
const HOW_BYTES = 32;

const CODE = `
struct How {
  width : u32,
  cover : u32,
  low : f32,
  scale : f32, // 1 / (high - low)
  opacity : f32,
  level : f32, // below 0: the map as it is
}

@group(0) @binding(0) var<uniform> how : How;
@group(0) @binding(1) var<storage, read> values : array<f32>;
@group(0) @binding(2) var<storage, read> colours : array<vec4f>; // 256

fn chequer(at : vec2u) -> f32 {
  let field = at / ${CHEQUER.side};
  return select(${CHEQUER.levels[0]}.0, ${CHEQUER.levels[1]}.0, (field.x + field.y) % 2 == 1) / 255;
}

@fragment
fn paint(@builtin(position) position : vec4f) -> @location(0) vec4f {
  let at = vec2u(position.xy);
  var value = values[at.y * how.width + at.x];
  if (how.level >= 0) {
    value = select(0.0, 1.0, value > how.level - ${LEVEL_ROUNDING});
  }
  let share = clamp((value - how.low) * how.scale, 0, 1);
  let step = share * 255;
  let colour = colours[u32(step) + select(0u, 1u, fract(step) >= 0.5)].rgb;
  var painted = vec4f(colour, 1); // opaque
  switch how.cover {
    case ${COVERS.indexOf('fading')}: { painted.a = how.opacity * share; }
    case ${COVERS.indexOf('dimming')}: {
      let emphasised = clamp(${EMPHASIS.contrast} * share - ${EMPHASIS.from}, 0, 1);
      painted = vec4f(0, 0, 0, how.opacity * (1 - emphasised));
    }
    case ${COVERS.indexOf('even')}: { painted.a = how.opacity; }
    case ${COVERS.indexOf('cut-out')}: { painted = vec4f(vec3f(chequer(at)), 1 - share); }
    default: {}
  }
  return vec4f(painted.rgb * painted.a, painted.a); // as a canvas wants it
}
`;

/**
 * Paints maps where they are computed: the pictures of `paintMap`, with premultiplied alpha, off by 1/255 at most. For
 * one device.
 */
export class MapPainter {
  private readonly pass: PicturePass;

  /** @param format of the pictures */
  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.pass = new PicturePass(device, format, CODE, HOW_BYTES);
  }

  /**
   * Queues the painting of a map, after all that was queued before.
   *
   * @param values `height * width` floats, row by row
   * @param picture of the map's size
   */
  paint(
    values: ValuesAt,
    { width }: ImageSize,
    painting: PlainPainting,
    picture: GPUTexture,
  ): void {
    const name = painting.colours;
    const colours = { buffer: this.pass.table(name, () => paddedColours(name)) };
    this.pass.paint(howOf(width, painting), [values, colours], picture);
  }
}

/** Of a colour map, as RGBA. */
function paddedColours(name: ColourMapName): Float32Array<ArrayBuffer> {
  const colours = colourMapTable(name);
  const padded = new Float32Array((4 * colours.length) / 3);
  colours.forEach((value, index) => {
    padded[4 * Math.floor(index / 3) + (index % 3)] = value / 255;
  });
  return padded;
}

function howOf(width: number, { cover, range, opacity, level }: PlainPainting): ArrayBuffer {
  const [low, high] = range;
  const view = new DataView(new ArrayBuffer(HOW_BYTES));
  view.setUint32(0, width, true);
  view.setUint32(4, COVERS.indexOf(cover), true);
  view.setFloat32(8, low, true);
  view.setFloat32(12, high > low ? 1 / (high - low) : 0, true);
  view.setFloat32(16, opacity, true);
  view.setFloat32(20, level ?? -1, true);
  return view.buffer;
}
