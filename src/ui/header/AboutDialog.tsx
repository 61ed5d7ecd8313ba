import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { describeModel } from '../models/modelFacts.ts';
import { Dialog } from '../parts/Dialog.tsx';

/** What the page is, what the model is and was trained on, and whose the samples are. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const engine = usePageState((state) => state.engine);
  const pairs = usePageState((state) => state.examplePairs);
  const { about: words, sampleTitle } = useMessages();
  return (
    <Dialog label={words.title} className="about" onClose={onClose}>
      <h2>{words.title}</h2>
      <p>{words.intro}</p>
      <p>{words.privacy}</p>
      <p className="hint">{words.paper}</p>
      <h3>{words.model}</h3>
      {engine.phase === 'ready' ? (
        <dl className="facts">
          {describeModel(engine.facts.model).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="hint">{words.loading}</p>
      )}
      <h3>{words.samples}</h3>
      <dl className="facts">
        {pairs.map((pair) => (
          <div key={pair.id}>
            <dt>{sampleTitle(pair.title)}</dt>
            <dd>
              {[pair.credit, pair.licence, pair.depthSource]
                .filter((part) => part !== '')
                .join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
