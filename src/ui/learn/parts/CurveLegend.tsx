/** The class that draws a line, and what the line is. */
type Line = readonly [className: string, text: string];

/** What each line of a chart means, beside a piece of it. */
export function CurveLegend({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul className="curve-legend">
      {lines.map(([className, text]) => (
        <li key={className}>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path className={className} d="M0 4H24" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
