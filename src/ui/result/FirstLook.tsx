import { sampleAddress, type SamplePair } from '../input/sampleList.ts';
import { messages } from '../messages.ts';
import { usePageState } from '../engine/usePage.ts';
import type { PageState } from '../engine/state.ts';

/**
 * The sample whose maps were made beforehand and that is on its way to the screen, as long as there are no maps of the
 * visitor's own network; else null.
 */
export function firstLookOf(state: PageState): SamplePair | null {
  const { incoming, image, firstMapMs, engine, samplePairs } = state;
  if (firstMapMs !== null || engine.phase === 'failed') return null;
  const origin = incoming?.kind === 'image' ? incoming.candidate.origin : image.origin;
  if (origin.kind !== 'sample') return null;
  return samplePairs.find(({ id, look }) => id === origin.id && look !== null) ?? null;
}

/** What the network makes of the first sample, computed beforehand: something to see while the network loads. */
export function FirstLook({ pair }: { readonly pair: SamplePair }) {
  const words = messages.firstLook;
  const pictures = { photo: pair.thumb, ...pair.look };
  return (
    <figure className="first-look" data-testid="first-look">
      <div className="first-look-maps">
        {(['photo', 'consensus', 'uncertainty'] as const).map((name) => (
          <div key={name}>
            <img
              src={sampleAddress(pictures[name] ?? '')}
              alt={words.alt[name]}
              width={pair.width}
              height={pair.height}
            />
            <span>{words.titles[name]}</span>
          </div>
        ))}
      </div>
      <figcaption>{words.caption}</figcaption>
    </figure>
  );
}

/** Follows the page's state. */
export function useFirstLook(): SamplePair | null {
  return usePageState(firstLookOf);
}
