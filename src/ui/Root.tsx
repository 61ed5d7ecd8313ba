import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { App } from './App.tsx';
import { formatHash } from './engine/hashCodec.ts';
import { linkOf } from './engine/selectors.ts';
import { usePageState } from './engine/usePage.ts';
import { presentLanguage } from './language/catalogue.ts';
import { useMessages } from './messages.ts';
import { embeddedChapter, parseLearnHash } from './parts/learnLinks.ts';
import { PartBoundary, PartFailed } from './parts/PartBoundary.tsx';
import type { Renewer } from './serviceWorker.ts';

const LearnPage = lazy(async () => {
  const [{ LearnPage }, { learnTexts }] = await Promise.all([
    import('./learn/LearnPage.tsx'),
    import('./learn/messages/messages.ts'),
  ]);
  await learnTexts.load(presentLanguage());
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
          <App renewer={renewer} />
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
  const { documentTitle, description, manifest } = useMessages();
  useEffect(() => {
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
    document.querySelector('link[rel="manifest"]')?.setAttribute('href', manifest);
  }, [description, manifest]);
  useEffect(() => {
    if (isPage) document.title = documentTitle;
  }, [isPage, documentTitle]);
}
