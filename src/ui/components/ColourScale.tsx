import { usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';
import { paintingOf, type ShownMap } from '../mapList.ts';
import { gradientOf } from '../paintMap.ts';

/** The colours of a map with the values at their ends. */
export function ColourScale({ shown, unit = '' }: { shown: ShownMap; unit?: string }) {
  const appearance = usePageState((state) => state.appearance);
  const { colours, range, cover } = paintingOf(shown, appearance);
  if (cover === 'cut-out') return null;
  const depth = shown.role === 'depth';
  return (
    <div className="scale" aria-hidden="true">
      <span>{depth ? messages.input.farLegend : tick(range[0])}</span>
      <span className="scale-bar" style={{ background: gradientOf(colours) }} />
      <span>{depth ? messages.input.nearLegend : `${tick(range[1])}${unit}`}</span>
    </div>
  );
}

function tick(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toPrecision(2)).replace('-', '−');
}
