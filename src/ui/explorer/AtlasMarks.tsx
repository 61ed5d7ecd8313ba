import { type AtlasView, type Place, shareOf } from './atlasView.ts';

interface AtlasMarksProps {
  readonly view: AtlasView;
  readonly step: number;
  readonly width: number;
  readonly height: number;
  /** Where the sliders stand. */
  readonly here: Place;
  readonly dots: readonly Place[];
  readonly posterior: { readonly middle: Place; readonly reach: Place } | null;
  /** Where the keyboard is. */
  readonly cursor: Place | null;
}

/** What lies over the tiles: the sliders, the answers, the posterior with one and two of its σ, and the keyboard's place. */
export function AtlasMarks(props: AtlasMarksProps) {
  const { view, step, width, height, here, dots, posterior, cursor } = props;
  const toPixels = (place: Place) => {
    const [across, down] = shareOf(view, place);
    return [across * width, down * height] as const;
  };
  const wide = (step / view.span) * width;
  const high = (step / view.span) * height;
  const [x, y] = toPixels(here);
  return (
    <svg className="atlas-marks" width={width} height={height} aria-hidden="true">
      {posterior !== null &&
        [1, 2].map((sigmas) => {
          const [cx, cy] = toPixels(posterior.middle);
          const rx = ((sigmas * posterior.reach.x) / view.span) * width;
          const ry = ((sigmas * posterior.reach.y) / view.span) * height;
          return <ellipse key={sigmas} className="atlas-posterior" {...{ cx, cy, rx, ry }} />;
        })}
      {dots.map((dot, index) => {
        const [cx, cy] = toPixels(dot);
        return <circle key={index} className="atlas-dot" cx={cx} cy={cy} r="5" />;
      })}
      {cursor !== null && (
        <rect
          className="atlas-cursor"
          x={toPixels(cursor)[0] - wide / 2}
          y={toPixels(cursor)[1] - high / 2}
          width={wide}
          height={high}
        />
      )}
      <circle className="atlas-here" cx={x} cy={y} r="8" />
    </svg>
  );
}
