import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { Activation } from '../../../inference/ucNetLens.ts';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { placeOn } from '../../parts/usePoint.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { channelOf, rangeOf } from './maps.ts';
import { Handle } from './Handle.tsx';
import { MapFigure } from './MapFigure.tsx';
import { Numbers } from './Numbers.tsx';

/** Of the small pictures. */
const COLUMNS = 8;
const MOST_TILES = 64;
const TILE = 44;

interface FeatureMapsProps {
  readonly activation: Activation;
  /** Counted from 0; a larger one than there are is the last. */
  readonly channel: number;
  readonly onChannel: (channel: number) => void;
}

/** What a layer gave: all channels small, one large. Each is drawn from its least value, black, to its greatest, white. */
export function FeatureMaps({ activation, channel, onChannel }: FeatureMapsProps) {
  const words = useLearnMessages().network;
  const { channels, height, width } = activation;
  const at = Math.min(channel, channels - 1);
  const tiles = Math.min(channels, MOST_TILES);
  const rows = Math.ceil(tiles / COLUMNS);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, COLUMNS * TILE, rows * TILE);
    for (let tile = 0; tile < tiles; tile++) {
      context.putImageData(
        tilePicture(activation, tile),
        (tile % COLUMNS) * TILE,
        Math.floor(tile / COLUMNS) * TILE,
      );
    }
  }, [activation, tiles, rows]);
  const map = useMemo(() => channelOf(activation, at), [activation, at]);
  const [least, greatest] = rangeOf(map.data);
  const mean = map.data.reduce((sum, value) => sum + value, 0) / map.data.length;
  const pick = (event: PointerEvent<HTMLDivElement>) => {
    const { x, y } = placeOn(event.currentTarget, event);
    const column = Math.floor(x * COLUMNS);
    const row = Math.floor(y * rows);
    const picked = row * COLUMNS + column;
    if (column >= 0 && column < COLUMNS && picked >= 0 && picked < channels) onChannel(picked);
  };
  return (
    <div className="feature-maps">
      <p data-testid="layer-size">
        {words.layerSize(formatNumber(height), formatNumber(width), formatNumber(channels))}
      </p>
      <div className="feature-row">
        <div className="feature-tiles" onPointerDown={pick}>
          <canvas
            ref={canvas}
            width={COLUMNS * TILE}
            height={rows * TILE}
            role="img"
            aria-label={words.tiles(formatNumber(tiles), formatNumber(channels))}
          />
          {at < tiles && (
            <span
              className="feature-chosen"
              style={{
                insetInlineStart: `${((at % COLUMNS) / COLUMNS) * 100}%`,
                insetBlockStart: `${(Math.floor(at / COLUMNS) / rows) * 100}%`,
                inlineSize: `${100 / COLUMNS}%`,
                blockSize: `${100 / rows}%`,
              }}
            />
          )}
        </div>
        <MapFigure
          label={words.channel(formatNumber(at + 1))}
          map={map}
          range={[least, greatest]}
        />
      </div>
      {tiles < channels && <p className="hint">{words.first(formatNumber(tiles))}</p>}
      <Handle
        label={words.channelHandle}
        min={1}
        max={channels}
        value={at + 1}
        onChange={(value) => onChannel(value - 1)}
      />
      <Numbers
        entries={[
          [words.least, formatFixed(least, 2)],
          [words.mean, formatFixed(mean, 3), 'channel-mean'],
          [words.greatest, formatFixed(greatest, 2)],
        ]}
      />
    </div>
  );
}

function tilePicture(activation: Activation, channel: number): ImageData {
  const { height, width, data } = channelOf(activation, channel);
  const [low, high] = rangeOf(data);
  const scale = high > low ? 255 / (high - low) : 0;
  const picture = new ImageData(TILE, TILE);
  // A narrow rim tells one tile from the next.
  for (let y = 1; y < TILE - 1; y++) {
    const row = Math.floor((y / TILE) * height);
    for (let x = 1; x < TILE - 1; x++) {
      const value = data[row * width + Math.floor((x / TILE) * width)]!;
      const to = (y * TILE + x) * 4;
      picture.data.fill((value - low) * scale, to, to + 3);
      picture.data[to + 3] = 255;
    }
  }
  return picture;
}
