import { useEffect, useRef } from 'react';
import { openExample } from './photo.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { glideAlong } from '../parts/motion.ts';
import { Icon } from '../parts/Icon.tsx';
import { exampleAddress } from './exampleList.ts';

/** Pairs to click; the depth map peeks out of the photo's corner. */
export function ExampleStrip() {
  const messages = useMessages();
  const pairs = usePageState((state) => state.examplePairs);
  const origin = usePageState((state) => state.image.origin);
  const store = useStore();
  const openId = origin.kind === 'example' ? origin.id : null;
  const strip = useRef<HTMLUListElement>(null);
  const isThere = pairs.length > 0;
  useEffect(() => {
    if (strip.current !== null) bringIntoSight(strip.current);
  }, [openId, isThere]);
  if (pairs.length === 0) return null;
  return (
    <section className="panel examples" aria-label={messages.examples.title}>
      <div className="strip-head">
        <h2 className="label">{messages.examples.title}</h2>
        {(['before', 'after'] as const).map((way) => (
          <button
            key={way}
            type="button"
            className="icon-button"
            title={messages.examples[way]}
            aria-label={messages.examples[way]}
            onClick={() => glideAlong(strip.current!, way === 'after' ? 1 : -1)}
          >
            <Icon name={way === 'after' ? 'next' : 'previous'} />
          </button>
        ))}
      </div>
      <ul className="strip" ref={strip}>
        {pairs.map((pair) => {
          const title = messages.sampleTitle(pair.title);
          const open = openId === pair.id;
          return (
            <li key={pair.id}>
              <button
                type="button"
                className="strip-item"
                aria-pressed={open}
                aria-label={messages.examples.open(title)}
                title={`${title}. ${messages.examples.credit(pair.credit, pair.licence)}`}
                onClick={() => openExample(store, pair.id)}
              >
                <img src={exampleAddress(pair.thumb)} alt="" loading="lazy" decoding="async" />
                <img
                  className="strip-depth"
                  src={exampleAddress(pair.depthThumb)}
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

/** Pushes a row sideways, and nothing else of the page, until its pressed item is seen whole. */
function bringIntoSight(row: HTMLElement): void {
  const item = row.querySelector('[aria-pressed="true"]');
  if (item === null) return;
  const inner = item.getBoundingClientRect();
  const outer = row.getBoundingClientRect();
  if (inner.left >= outer.left && inner.right <= outer.right) return;
  row.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
}
