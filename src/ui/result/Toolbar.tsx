import { useId } from 'react';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { COLOURS, VIEWS } from './appearance.ts';
import { gradientOf } from '../../image/paintMap.ts';

/** How every map on the page is drawn. */
export function Toolbar() {
  const appearance = usePageState((state) => state.appearance);
  const store = useStore();
  const words = useMessages().toolbar;
  const swatches = useId();
  return (
    <div className="toolbar" role="group" aria-label={words.label}>
      <Segments
        legend={words.view}
        help={words.viewHelp}
        chapter="uc-net"
        options={VIEWS}
        labels={words.views}
        value={appearance.view}
        onChange={(view) => store.setAppearance({ view })}
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
              onChange={() => store.setAppearance({ colours })}
            />
            <span style={{ background: gradientOf(colours) }} />
            <span className="visually-hidden">{words.colourNames[colours]}</span>
          </label>
        ))}
      </fieldset>
      {appearance.view === 'overlay' && (
        <label className="inline-slider">
          <span className="label">{words.opacity}</span>
          <Slider
            min="0"
            max="1"
            step="0.05"
            value={appearance.opacity}
            onSlide={(opacity) => store.setAppearance({ opacity })}
          />
        </label>
      )}
    </div>
  );
}
