import { setAppearance, COLOURS, VIEWS } from './appearance.ts';
import { useId } from 'react';
import { usePageState, useStore } from '../engine/usePage.ts';
import { messages } from '../messages.ts';
import { gradientOf } from './paintMap.ts';
import { Segments } from '../parts/Segments.tsx';

/** How every map on the page is drawn. */
export function Toolbar() {
  const appearance = usePageState((state) => state.appearance);
  const store = useStore();
  const words = messages.toolbar;
  const swatches = useId();
  return (
    <div className="toolbar" role="group" aria-label={words.label}>
      <Segments
        legend={words.view}
        help={words.viewHelp}
        options={VIEWS}
        labels={words.views}
        value={appearance.view}
        onChange={(view) => setAppearance(store, { view })}
      />
      <fieldset className="swatches">
        <legend className="visually-hidden">{words.colours}</legend>
        {COLOURS.map((colours) => (
          <label key={colours} className="swatch" title={words.colourNames[colours]}>
            <input
              type="radio"
              className="visually-hidden"
              name={swatches}
              value={colours}
              checked={colours === appearance.colours}
              onChange={() => setAppearance(store, { colours })}
            />
            <span style={{ background: gradientOf(colours) }} />
            <span className="visually-hidden">{words.colourNames[colours]}</span>
          </label>
        ))}
      </fieldset>
      {appearance.view === 'overlay' && (
        <label className="inline-slider">
          <span className="label">{words.opacity}</span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={appearance.opacity}
            onChange={(event) => setAppearance(store, { opacity: event.target.valueAsNumber })}
          />
        </label>
      )}
    </div>
  );
}
