import type { PointerEvent } from 'react';
import { placeOn } from '../../parts/usePoint.ts';

/** One cell of a grid. */
export interface Cell {
  readonly text: string;
  /** How strong it is coloured, in [0,1]. */
  readonly shade: number;
  /** `active` is the one that is looked at, `lit` what belongs to it, `cut` what is thrown away. */
  readonly mark?: 'active' | 'lit' | 'cut' | undefined;
}

interface GridPictureProps {
  readonly label: string;
  readonly columns: number;
  /** Row by row. */
  readonly cells: readonly Cell[];
  /** By mouse and finger; a slider does the same by keyboard. */
  readonly onPick?: (index: number) => void;
}

/** Numbers are left out where they could not be read. */
const MOST_NUMBERS = 16;

/** From here on a cell is as wide as the room allows. */
const CELL_REM = 2.75;

/** A grid of numbers, coloured by their size. */
export function GridPicture({ label, columns, cells, onPick }: GridPictureProps) {
  const rows = cells.length / columns;
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    const { x, y } = placeOn(event.currentTarget, event);
    const column = Math.floor(x * columns);
    const row = Math.floor(y * rows);
    if (column >= 0 && column < columns && row >= 0 && row < rows) onPick?.(row * columns + column);
  };
  const at = (index: number) => ({ x: index % columns, y: Math.floor(index / columns) });
  return (
    <figure className="grid-picture" style={{ maxWidth: `${columns * CELL_REM}rem` }}>
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`-0.06 -0.06 ${columns + 0.12} ${rows + 0.12}`}
        role="img"
        aria-label={label}
        data-pickable={onPick !== undefined}
        onPointerDown={pick}
      >
        {cells.map(({ text, shade, mark }, index) => {
          const { x, y } = at(index);
          return (
            <g key={index} className="grid-cell" data-mark={mark}>
              <rect
                x={x + 0.03}
                y={y + 0.03}
                width={0.94}
                height={0.94}
                rx={0.08}
                style={mark === 'cut' ? undefined : { fill: shadeOf(shade) }}
              />
              {columns <= MOST_NUMBERS && (
                <text x={x + 0.5} y={y + 0.5} fontSize={text.length > 3 ? 0.3 : 0.4}>
                  {text}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** At most as strong as lets ink be read on it. */
function shadeOf(shade: number): string {
  return `color-mix(in srgb, var(--accent) ${Math.round(shade * 45)}%, var(--surface))`;
}
