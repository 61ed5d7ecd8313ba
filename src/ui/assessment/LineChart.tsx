import { useEffect, useRef } from 'react';
import './soundLocale.ts';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../header/theme.tsx';
import { paintQueue } from '../result/paintQueue.ts';

/** One curve; `x` never falls. */
export interface ChartLine {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** A custom property of the page's style sheet. */
  readonly colour: string;
  readonly width?: number;
  readonly dashed?: boolean;
}

interface LineChartProps {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xRange: readonly [number, number];
  /** The first lies on top. Lines of one name are one entry of the legend. */
  readonly lines: readonly ChartLine[];
}

/** Curves over one axis, values from 0 to 1, with a legend in words. */
export function LineChart({ title, xLabel, yLabel, xRange, lines }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const remove = useRef(() => {});
  const theme = useTheme();
  const [low, high] = xRange;
  useEffect(() => {
    const element = place.current!;
    // Drawing measures the page's layout: all charts in one task would hold the page up.
    paintQueue.add(element, () => {
      remove.current();
      remove.current = drawChart(element, { xLabel, yLabel, xRange: [low, high], lines });
    });
    return () => paintQueue.drop(element);
  }, [lines, low, high, xLabel, yLabel, theme]);
  useEffect(() => () => remove.current(), []);
  const shown = lines.filter(
    ({ name }, index) => index === lines.findIndex((l) => l.name === name),
  );
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div
        ref={place}
        className="chart-place"
        role="img"
        aria-label={`${title}: ${yLabel}, ${xLabel}`}
      />
      <ul className="chart-legend">
        {shown.map(({ name, colour, dashed = false }) => (
          <li key={name}>
            <span
              className="chart-key"
              style={{
                borderTopColor: `var(${colour})`,
                borderTopStyle: dashed ? 'dashed' : 'solid',
              }}
            />
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** @returns a function that takes the chart away. */
function drawChart(
  element: HTMLElement,
  { xLabel, yLabel, xRange: [low, high], lines }: Omit<LineChartProps, 'title'>,
): () => void {
  const drawn = lines.toReversed();
  // A canvas takes no custom properties: the theme's colours are read when it is drawn.
  const colourOf = (property: string) => {
    element.style.color = `var(${property})`;
    return getComputedStyle(element).color;
  };
  const grid = { stroke: colourOf('--line'), width: 1 };
  // Nor does it inherit a font: words within are as large as those around it.
  const { fontSize, fontFamily } = getComputedStyle(element);
  const pixels = Math.round(Number.parseFloat(fontSize));
  const font = `${pixels}px ${fontFamily}`;
  const axis = {
    stroke: colourOf('--ink-soft'),
    grid,
    ticks: grid,
    font,
    labelFont: font,
    labelSize: 1.5 * pixels,
  };
  const chart = new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [low, high] }, y: { range: [0, 1.02] } },
      axes: [
        { ...axis, label: xLabel, size: 2.25 * pixels },
        { ...axis, label: yLabel, size: 3.25 * pixels },
      ],
      series: [
        {},
        ...drawn.map(({ colour, width = 2, dashed = false }) => ({
          stroke: colourOf(colour),
          width,
          points: { show: false },
          spanGaps: true,
          ...(dashed ? { dash: [5, 4] } : {}),
        })),
      ],
    },
    uPlot.join(drawn.map(({ x, y }) => aligned(x, y))),
    element,
  );
  const observer = new ResizeObserver(() =>
    chart.setSize({ width: element.clientWidth, height: element.clientHeight }),
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.destroy();
  };
}

/** The points of a curve without those of one x but the last, as joining needs it. */
function aligned(x: ArrayLike<number>, y: ArrayLike<number>): uPlot.AlignedData {
  const kept = Array.from(x, (_, index) => index).filter((index) => x[index] !== x[index + 1]);
  return [kept.map((index) => x[index]!), kept.map((index) => y[index]!)];
}
