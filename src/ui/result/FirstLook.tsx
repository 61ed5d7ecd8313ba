import type { CSSProperties } from 'react';
import { exampleAddress, type ExampleLook, type ExamplePair } from '../input/exampleList.ts';
import { useMessages } from '../messages.ts';
import { usePageState } from '../engine/usePage.ts';
import type { PageState } from '../engine/state.ts';
import { CutOutButton } from '../cutout/CutOutButton.tsx';
import { LAYERS } from './appearance.ts';
import { numbersIn, tellRegions } from './sentence.ts';
import '../styles/easel.css';

/**
 * The sample whose maps were made beforehand and that is on its way to the screen, as long as there are no maps of the
 * visitor's own network; else null.
 */
function firstLookOf(state: PageState): ExamplePair | null {
  const { incoming, image, firstMapMs, engine, examplePairs } = state;
  if (firstMapMs !== null || engine.phase === 'failed') return null;
  const origin = incoming?.kind === 'image' ? incoming.candidate.origin : image.origin;
  if (origin.kind !== 'example') return null;
  return examplePairs.find(({ id, look }) => id === origin.id && look !== null) ?? null;
}

/** What the network makes of the first sample, computed beforehand and laid out like the result that takes its place, down to the room for its buttons. */
export function FirstLook({
  pair,
  look,
}: {
  readonly pair: ExamplePair;
  readonly look: ExampleLook;
}) {
  const messages = useMessages();
  const words = messages.firstLook;
  const count = look.answers.length;
  const ratio = { '--ratio': pair.width / pair.height } as CSSProperties;
  return (
    <div className="work-body" data-testid="first-look" style={ratio}>
      <div className="headline">
        <p className="told">
          <span className="told-all">
            <strong>{messages.sentence.lead(count)}</strong>
            {messages.sentence.gap}
            {tellRegions(look, count, messages).map((piece, index) => (
              <span key={index} className={piece.part === undefined ? '' : 'told-part'}>
                {piece.part !== undefined && <i aria-hidden="true">{numbersIn(piece)}</i>}
                {piece.text}
              </span>
            ))}
          </span>
        </p>
        <CutOutButton />
        <div className="headline-row headline-row-waiting" />
        <p className="run-status">{words.caption}</p>
      </div>
      {/* Scrolls on a phone, and has no button yet that the keyboard could go to. */}
      <ol className="sample-grid" tabIndex={0} aria-label={messages.sampling.title}>
        {look.answers.map((path, index) => (
          <li key={path}>
            <span className="picture">
              <img src={exampleAddress(path)} alt={messages.maps.sample(index + 1)} />
            </span>
            <span className="tile-name number" aria-hidden="true">
              {index + 1}
            </span>
          </li>
        ))}
        <li className="own-answer">
          <span className="picture picture-waiting">
            <img src={exampleAddress(pair.thumb)} alt="" />
          </span>
          <span className="tile-name" aria-hidden="true">
            {messages.sampling.yours}
          </span>
        </li>
      </ol>
      <div className="easel-row">
        <figure className="card easel">
          <div className="easel-head easel-head-waiting" aria-hidden="true">
            <span className="segments">
              <span className="segments-row">
                {LAYERS.map((layer) => (
                  <span key={layer} className="segment">
                    <span>{messages.mainPicture.layers[layer]}</span>
                  </span>
                ))}
              </span>
            </span>
          </div>
          <div className="easel-frame" data-pictures="1">
            <div className="picture easel-picture">
              <img
                src={exampleAddress(look.consensus)}
                alt={words.consensus}
                fetchPriority="high"
              />
            </div>
            <div className="picture easel-markers" aria-hidden="true">
              {look.contested.map(({ x, y }, index) => (
                <span
                  key={index}
                  className="marker number"
                  style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
                >
                  {index + 1}
                </span>
              ))}
            </div>
          </div>
          <p className="hint point-readout" />
          <figcaption className="easel-foot">
            <p className="easel-words">{messages.maps.answerHelp.consensus}</p>
          </figcaption>
        </figure>
        <section className="panel explorer">
          <h2>{messages.explorer.title}</h2>
          <p className="hint">{words.waiting}</p>
        </section>
      </div>
    </div>
  );
}

/** Follows the page's state. */
export function useFirstLook(): ExamplePair | null {
  return usePageState(firstLookOf);
}
