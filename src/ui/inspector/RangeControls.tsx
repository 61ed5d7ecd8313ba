import type { DepthReport } from '../../image/depthReport.ts';
import type { NearEnd } from '../../inference/decideNear.ts';
import { useStore } from '../engine/usePage.ts';
import { adjustFile } from '../input/depthChoice.ts';
import { useMessages } from '../messages.ts';
import { Slider } from '../parts/Slider.tsx';
import { endsOf, formatReading, moveEnd, stepOf } from './readings.ts';

const HEIGHT = 60;
const ENDS = ['low', 'high'] as const;

interface RangeControlsProps {
  readonly report: DepthReport;
  readonly near: NearEnd;
  readonly chosen: readonly [number, number] | null;
}

/** How often which reading is there, and the readings that become near and far. */
export function RangeControls({ report, near, chosen }: RangeControlsProps) {
  const words = useMessages().inspector;
  const store = useStore();
  const { minimum, maximum } = report;
  const ends = endsOf(report, chosen);
  const step = stepOf(report);
  const format = (value: number) => formatReading(value, report);
  return (
    <fieldset className="inspector-range">
      <legend className="label">{words.range}</legend>
      <ReadingsChart report={report} ends={ends} />
      <div className="inspector-axis" aria-hidden="true">
        <span>
          {format(minimum)} {near === 'bright' ? words.far : words.near}
        </span>
        <span>
          {near === 'bright' ? words.near : words.far} {format(maximum)}
        </span>
      </div>
      {ENDS.map((end, i) => (
        <label key={end} className="inspector-slider">
          <span>{end === 'low' ? words.from : words.to}</span>
          <Slider
            min={minimum}
            max={maximum}
            step={step}
            value={ends[i]!}
            data-testid={`depth-range-${end}`}
            aria-valuetext={format(ends[i]!)}
            onSlide={(slid) => adjustFile(store, { range: moveEnd(ends, end, slid, step) })}
          />
          <output>{format(ends[i]!)}</output>
        </label>
      ))}
      <button
        type="button"
        className="button"
        disabled={chosen === null}
        onClick={() => adjustFile(store, { range: null })}
      >
        {words.wholeRange}
      </button>
    </fieldset>
  );
}

interface ReadingsChartProps {
  readonly report: DepthReport;
  readonly ends: readonly [number, number];
}

/** Bars of the readings. Roots of the counts, so that a wall does not hide all else. */
function ReadingsChart({ report, ends }: ReadingsChartProps) {
  const words = useMessages().inspector;
  const { histogram, minimum, maximum } = report;
  const most = Math.sqrt(Math.max(...histogram));
  const valueAt = (bar: number) => minimum + ((maximum - minimum) * (bar + 0.5)) / histogram.length;
  const place = (value: number) =>
    maximum > minimum ? ((value - minimum) / (maximum - minimum)) * histogram.length : 0;
  const format = (value: number) => formatReading(value, report);
  return (
    <svg
      className="inspector-chart"
      viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.chart(format(minimum), format(maximum))}
    >
      {histogram.map((count, bar) => {
        const height = (Math.sqrt(count) / most) * (HEIGHT - 2);
        const isInside = valueAt(bar) >= ends[0] && valueAt(bar) <= ends[1];
        return (
          <rect
            key={bar}
            className={isInside ? 'bar-marked' : 'bar'}
            x={bar}
            y={HEIGHT - height}
            width="1"
            height={height}
          />
        );
      })}
      {ends.map((end, i) => (
        <line key={i} x1={place(end)} x2={place(end)} y1="0" y2={HEIGHT} />
      ))}
    </svg>
  );
}
