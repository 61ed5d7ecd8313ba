import { openSample } from './photo.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { sampleAddress } from './sampleList.ts';

/** Pairs to click; the depth map peeks out of the photo's corner. */
export function SampleStrip() {
  const messages = useMessages();
  const pairs = usePageState((state) => state.samplePairs);
  const origin = usePageState((state) => state.image.origin);
  const store = useStore();
  if (pairs.length === 0) return null;
  return (
    <section className="panel" aria-label={messages.samples.title}>
      <h2 className="label">{messages.samples.title}</h2>
      <ul className="strip">
        {pairs.map((pair) => {
          const title = messages.samples.titleOf(pair.title);
          const open = origin.kind === 'sample' && origin.id === pair.id;
          return (
            <li key={pair.id}>
              <button
                type="button"
                className="strip-item"
                aria-pressed={open}
                aria-label={messages.samples.open(title)}
                title={`${title}. ${messages.samples.credit(pair.credit, pair.licence)}`}
                onClick={() => openSample(store, pair.id)}
              >
                <img src={sampleAddress(pair.thumb)} alt="" loading="lazy" decoding="async" />
                <img
                  className="strip-depth"
                  src={sampleAddress(pair.depthThumb)}
                  alt=""
                  loading="lazy"
                  decoding="async"
                />
                <span>{title}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
