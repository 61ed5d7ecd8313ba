import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useCommonMessages } from './common/commonTexts.ts';
import { formatHash } from './link/hashCodec.ts';
import { linkOf } from './link/linkOf.ts';
import { usePageState } from './engine/usePage.ts';
import { pageTexts } from './messages.ts';
import { embeddedChapter, parseLearnHash } from './parts/learnLinks.ts';
import { PartBoundary, PartFailed } from './parts/PartBoundary.tsx';
import type { Renewer } from './serviceWorker.ts';

/** The page's own code and texts, which a visitor of the course alone does not wait for. */
async function loadApp() {
  const [{ App }] = await Promise.all([import('./App.tsx'), pageTexts.load()]);
  return App;
}

const App = lazy(async () => ({ default: await loadApp() }));

/** Whether an address shows the page, and not the course. */
function showsPage({ search, hash }: Location): boolean {
  return embeddedChapter(search, hash) === null && parseLearnHash(hash) === null;
}

/** Begins to load what the address shows, before it is rendered. */
export function loadAhead(): void {
  // Rendering meets the same promise, and tells of its failure.
  if (showsPage(location)) loadApp().catch(() => undefined);
}

const LearnPage = lazy(async () => {
  const [{ LearnPage }, { loadLearnPart }] = await Promise.all([
    import('./learn/LearnPage.tsx'),
    import('./learn/messages/messages.ts'),
  ]);
  await Promise.all([loadLearnPart('shell'), loadLearnPart('network')]);
  return { default: LearnPage };
});

function subscribeToHash(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

interface RootProps {
  readonly renewer: Renewer;
  /** Opens what the address names; called once, when the page is first shown. */
  readonly begin: () => Promise<void>;
}

/**
 * The page, or the course in front of it. The page stays as it was left, and goes on with its work; it starts when it is
 * first shown, so that a link to a chapter loads no network.
 */
export function Root({ renewer, begin }: RootProps) {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const embedded = embeddedChapter(location.search, hash);
  const route = embedded === null ? parseLearnHash(hash) : { chapter: embedded };
  useDocumentTexts(route === null);
  const [pageHash, setPageHash] = useState<string | null>(null);
  if (route === null && hash !== pageHash) setPageHash(hash);
  const shown = pageHash !== null;
  const back = usePageState((state) =>
    state.image.photo === null ? pageHash || '#' : `#${formatHash(linkOf(state))}`,
  );
  const begun = useRef(false);
  useEffect(() => {
    if (!shown || begun.current) return;
    begun.current = true;
    void begin();
  }, [shown, begin]);
  return (
    <>
      {shown && (
        <div hidden={route !== null}>
          <PartBoundary fallback={<PartFailed />}>
            <Suspense>
              <App renewer={renewer} />
            </Suspense>
          </PartBoundary>
        </div>
      )}
      {route !== null && (
        <PartBoundary fallback={<PartFailed />}>
          <Suspense>
            <LearnPage chapter={route.chapter} back={back} embedded={embedded !== null} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}

/**
 * What the document says of itself, in the language that is spoken: `index.html` says it in English.
 *
 * @param isPage whether the page itself is shown; the course has titles of its own
 */
function useDocumentTexts(isPage: boolean): void {
  const { documentTitle, description, manifest } = useCommonMessages();
  useEffect(() => {
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
    document.querySelector('link[rel="manifest"]')?.setAttribute('href', manifest);
  }, [description, manifest]);
  useEffect(() => {
    if (isPage) document.title = documentTitle;
  }, [isPage, documentTitle]);
}
