/**
 * Evenly spaced colours of each map, interpolated linearly between; at most 4 of 255 levels from
 * the full tables.
 *
 * - viridis, magma, inferno, plasma: S. van der Walt and N. Smith, 2015, published under CC0.
 * - turbo: A. Mikhailov, "Turbo, An Improved Rainbow Colormap", 2019, published under Apache-2.0.
 * - jet: straight lines between its corners at ⅛, ⅜, ⅝ and ⅞ of the range, as MATLAB and OpenCV draw it.
 * - coolwarm (diverging, grey at ½): computed after K. Moreland, "Diverging Color Maps for
 *   Scientific Visualization", 2009, from its end points (59, 76, 192) and (180, 4, 38).
 * - hsv: once around the circle of hues; the colours of RealSense's cameras are a stretch of it.
 * - OpenCV rainbow: straight lines between these colours, as OpenCV draws COLORMAP_RAINBOW.
 * - prism: one of Matplotlib's ten rounds, after its sines.
 * - rainbow: Matplotlib's, red |2x − ½|, green sin πx, blue cos πx/2.
 * - Spectral, RdYlBu: C. Brewer, ColorBrewer, 2002, published under Apache-2.0.
 */
const STOPS = {
  grey: '000000 ffffff',
  viridis: `
    440154 470d60 48186a 482374 472d7b 453681 424086 3f4989 3b528b 375a8d 33638d
    2f6a8e 2c728e 297a8e 26818e 23898e 21908c 1f988b 1f9f88 21a685 28ae80 31b57b
    3ebc74 4cc26c 5dc963 6ece58 82d34c 96d83f abdc32 c0df24 d5e21a eae51a fde725`,
  magma: `
    000004 030311 0a0822 130d33 1d1146 28115a 36106a 430f76 50127c 5d177f 691c81
    762181 822681 8f2a81 9c2e7f a9327d b63779 c33b75 cf4170 db486a e65163 ee5c5e
    f5695c f9785d fb8761 fd9668 fea571 feb47b fec387 fed194 fde0a2 fceeb0 fcfdbf`,
  inferno: `
    000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 56106e 63156e 70196e
    7d1e6d 89226a 962766 a32c61 af315b bb3654 c63d4d d14545 da4f3c e35932 eb6529
    f1721e f67f14 f98c0a fb9b06 fcaa0f fbba1f f9c932 f5d949 f2e865 f3f586 fcffa4`,
  plasma: `
    0d0887 220690 310597 3f049c 4c02a1 5901a5 6600a7 7201a8 7e03a8 8909a5 9511a1
    9f1a9c a92395 b32c8e bc3587 c43e7f cc4678 d25071 d9596a df6263 e56b5d eb7556
    f07f4f f48a48 f89441 fb9f3a fdab33 feb72d fdc328 fcd025 f9dd25 f5eb27 f0f921`,
  jet: `
    000080 0000a0 0000c0 0000e0 0000ff 0020ff 0040ff 0060ff 0080ff 00a0ff 00c0ff
    00e0ff 00ffff 20ffe0 40ffc0 60ffa0 80ff80 a0ff60 c0ff40 e0ff20 ffff00 ffe000
    ffc000 ffa000 ff8000 ff6000 ff4000 ff2000 ff0000 e00000 c00000 a00000 800000`,
  turbo: `
    30123b 392a73 4040a1 4456c7 466be3 467ff6 4293ff 37a7fa 29bbec 1dcdd8 18dcc3
    1ee8b0 31f299 4cf97e 6bfd64 8aff4d a3fd3c b8f735 cced34 dee037 edd03a f8c03a
    fdae35 fe982c fb8022 f56817 ec520f e04009 d23105 c02302 ac1701 950d01 7a0403`,
  coolwarm: `
    3b4cc0 445acc 4e68d7 5875e1 6282ea 6c8ef1 779af7 82a5fb 8db0fe 98b9ff a3c2ff
    aec9fd b8d0f9 c2d5f4 ccd9ee d5dbe6 dddddd e5d8d1 ecd3c6 f1ccb9 f5c4ad f7bba0
    f7b194 f7a687 f49a7b f18d6f ec7f63 e57057 de614c d55042 cb3e38 c0282f b40426`,
  hsv: 'ff0000 ffff00 00ff00 00ffff 0000ff ff00ff ff0010',
  prism: `
    ff0000 ff0b00 ff5400 ff9d00 ffdb00 f4ff00 abff00 62ff00 24db00
    009d6b 0054c6 000bff 2400ff 6200ff ab00c6 f4006b ff0000`,
  'OpenCV rainbow': 'ff0000 ff8000 ffff00 00ff00 0000ff aa00ff',
  rainbow: `
    8000ff 6032fe 4062fa 208ef4 00b4ec 20d4e1 40ecd4 60fac5 80ffb4
    9ffaa2 bfec8e dfd478 ffb462 ff8e4a ff6232 ff3219 ff0000`,
  Spectral: '9e0142 d53e4f f46d43 fdae61 fee08b ffffbf e6f598 abdda4 66c2a5 3288bd 5e4fa2',
  RdYlBu: 'a50026 d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4 313695',
} as const;

export type ColourMapName = keyof typeof STOPS;

const tables = new Map<ColourMapName, Uint8Array>();

function buildTable(name: ColourMapName): Uint8Array {
  const stops = STOPS[name]
    .trim()
    .split(/\s+/)
    .map((hex) => Number.parseInt(hex, 16));
  const table = new Uint8Array(256 * 3);
  for (let level = 0; level < 256; level++) {
    const position = (level / 255) * (stops.length - 1);
    const index = Math.min(Math.floor(position), stops.length - 2);
    for (let channel = 0; channel < 3; channel++) {
      const shift = 16 - 8 * channel;
      const from = (stops[index]! >> shift) & 255;
      const to = (stops[index + 1]! >> shift) & 255;
      table[level * 3 + channel] = Math.round(from + (position - index) * (to - from));
    }
  }
  return table;
}

/** The 256 RGB triples of a colour map, from low to high. Shared: do not write to it. */
export function colourMapTable(name: ColourMapName): Uint8Array {
  let table = tables.get(name);
  if (table === undefined) {
    table = buildTable(name);
    tables.set(name, table);
  }
  return table;
}
