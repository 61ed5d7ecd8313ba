import { halfToNumber } from '../math/halfFloat.ts';
import { viewOf } from '../math/bytes.ts';

export interface ExrChannel {
  readonly name: string;
  readonly type: 'uint' | 'half' | 'float';
  /** Only every so many columns and lines have a sample. */
  readonly stepX: number;
  readonly stepY: number;
}

/** The place of a chunk, in the file's own coordinates. */
export interface ExrArea {
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** A channel's samples of one line: chunks hold line after line, and in it channel after channel. */
export interface ExrSegment {
  readonly channel: ExrChannel;
  readonly line: number;
  /** First byte in the chunk. */
  readonly offset: number;
  readonly samples: number;
}

export function bytesOf({ type }: ExrChannel): number {
  return type === 'half' ? 2 : 4;
}

/** How many whole multiples of `step` lie from `first` on. */
function multiples(first: number, count: number, step: number): number {
  return Math.floor((first + count - 1) / step) - Math.floor((first - 1) / step);
}

/** What an unpacked chunk holds, in the order of its bytes. */
export function segmentsOf(channels: readonly ExrChannel[], area: ExrArea): ExrSegment[] {
  const segments: ExrSegment[] = [];
  let offset = 0;
  for (let line = area.top; line < area.top + area.height; line++) {
    for (const channel of channels) {
      if (line % channel.stepY !== 0) continue;
      const samples = multiples(area.left, area.width, channel.stepX);
      segments.push({ channel, line, offset, samples });
      offset += samples * bytesOf(channel);
    }
  }
  return segments;
}

/** @param tell is given each sample with its place in the line */
export function readSamples(
  raw: Uint8Array,
  { channel: { type }, offset, samples }: ExrSegment,
  tell: (x: number, value: number) => void,
): void {
  const view = viewOf(raw);
  for (let x = 0; x < samples; x++) {
    if (type === 'half') tell(x, halfToNumber(view.getUint16(offset + 2 * x, true)));
    else if (type === 'float') tell(x, view.getFloat32(offset + 4 * x, true));
    else tell(x, view.getUint32(offset + 4 * x, true));
  }
}
