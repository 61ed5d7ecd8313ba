import type { ReactNode } from 'react';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { messages } from '../messages.ts';
import { ModelTag } from '../models/ModelButton.tsx';
import { Help } from '../parts/Help.tsx';
import { Segments } from '../parts/Segments.tsx';
import { DownloadButton } from './DownloadButton.tsx';
import { ColourScale, MapPicture } from './MapPicture.tsx';
import { ANSWERS, DEPTHS, UNCERTAINTIES } from './appearance.ts';
import type { ShownMap } from './mapList.ts';

interface ResultViewProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly onEnlarge: (key: string) => void;
}

/** The three answers of the network: consensus, uncertainty, corrected depth. */
export function ResultView({ maps, onEnlarge }: ResultViewProps) {
  const { uncertainty, answer, depth } = usePageState((state) => state.appearance);
  const hasDepth = usePageState((state) => state.image.depth !== null);
  const oneMap = usePageState(givesOneMap);
  const busy = usePageState((state) => state.stage !== 'idle');
  const store = useStore();
  const words = messages.maps;
  const shownDepth = oneMap ? 'input-depth' : hasDepth ? depth : 'corrected-depth';
  return (
    <div className="result-grid" aria-busy={busy}>
      <Card
        shown={maps.get(answer) ?? null}
        title={words.answer}
        help={words.answerHelp[answer]}
        onEnlarge={onEnlarge}
        extraDownload={
          <DownloadButton what={{ kind: 'cut-out' }} title={words.cutOut}>
            {words.cutOut}
          </DownloadButton>
        }
      >
        {!oneMap && (
          <Segments
            small
            legend={words.map}
            options={ANSWERS}
            labels={words}
            value={answer}
            onChange={(value) => store.setAppearance({ answer: value })}
          />
        )}
      </Card>
      <Card
        shown={maps.get(uncertainty) ?? null}
        title={words.uncertainty}
        help={words.uncertaintyHelp[uncertainty]}
        unit={uncertainty === 'entropy' ? words.bits : ''}
        onEnlarge={onEnlarge}
      >
        <Segments
          small
          legend={words.uncertainty}
          options={UNCERTAINTIES}
          labels={words.uncertainties}
          value={uncertainty}
          onChange={(value) => store.setAppearance({ uncertainty: value })}
        />
      </Card>
      {(!oneMap || hasDepth) && (
        <Card
          shown={maps.get(shownDepth) ?? null}
          title={words.depth}
          help={oneMap ? words.uncorrectedDepthHelp : words.depthHelp[shownDepth]}
          onEnlarge={onEnlarge}
        >
          {!oneMap && hasDepth && (
            <Segments
              small
              legend={words.depth}
              options={DEPTHS}
              labels={{ 'corrected-depth': words.corrected, 'input-depth': words.inputDepth }}
              value={depth}
              onChange={(value) => store.setAppearance({ depth: value })}
            />
          )}
        </Card>
      )}
    </div>
  );
}

interface CardProps {
  readonly shown: ShownMap | null;
  readonly title: string;
  readonly help: string;
  readonly unit?: string;
  readonly onEnlarge: (key: string) => void;
  readonly extraDownload?: ReactNode;
  readonly children?: ReactNode;
}

function Card({ shown, title, help, unit = '', onEnlarge, extraDownload, children }: CardProps) {
  return (
    <div className="card-place">
      <figure className="card">
        <figcaption>
          <span className="titled">
            <h2>{title}</h2>
            <Help about={title} text={help} />
            {shown !== null && !shown.given && <ModelTag />}
          </span>
          {children}
        </figcaption>
        <MapPicture shown={shown} title={shown?.title ?? title} onEnlarge={onEnlarge} />
        <div className="card-foot">
          {shown !== null && <ColourScale shown={shown} unit={unit} />}
          <span className="card-downloads">
            {shown !== null && extraDownload}
            {shown !== null && shown.download !== null && (
              <DownloadButton what={shown.download} title={shown.title}>
                {messages.maps.png}
              </DownloadButton>
            )}
          </span>
        </div>
      </figure>
    </div>
  );
}
