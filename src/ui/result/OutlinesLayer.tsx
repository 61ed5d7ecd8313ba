import { contours } from 'd3-contour';
import { useEffect, useState } from 'react';
import { MARKED } from '../../image/marks.ts';
import { lineColour } from '../../image/paintOutlines.ts';
import type { ScalarMap } from '../../image/types.ts';

/** One line an answer, traced one a frame so that the page stays free. */
export function OutlinesLayer({ maps }: { readonly maps: readonly ScalarMap[] }) {
  const [traced, setTraced] = useState<{ maps: readonly ScalarMap[]; paths: readonly string[] }>({
    maps: [],
    paths: [],
  });
  const paths = traced.maps === maps ? traced.paths : [];
  const next = maps[paths.length];
  useEffect(() => {
    if (next === undefined) return;
    const frame = requestAnimationFrame(() => {
      setTraced({ maps, paths: [...paths, outlineOf(next)] });
    });
    return () => cancelAnimationFrame(frame);
  });
  const size = maps[0];
  if (size === undefined) return null;
  return (
    <svg
      className="outlines"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-lines={paths.length}
    >
      {paths.map((path, index) => (
        <g key={index}>
          <path className="outline-halo" d={path} />
          <path className="outline" d={path} style={{ stroke: lineColour(index, maps.length) }} />
        </g>
      ))}
    </svg>
  );
}

/**
 * The lines around what a map marks, by marching squares, as an SVG path in the map's pixels (0 to `width`, 0 to
 * `height`). Empty where nothing does.
 */
export function outlineOf({ height, width, data }: ScalarMap): string {
  const tracer = contours().size([width, height]);
  const { coordinates } = tracer.contour(data as unknown as number[], MARKED);
  return coordinates
    .flat()
    .map((ring) => `M${ring.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join('L')}Z`)
    .join('');
}
