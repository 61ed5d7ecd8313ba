import {
  type ComponentType,
  lazy,
  type LazyExoticComponent,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { ThemeButton } from '../header/theme.tsx';
import { addressIn } from '../../languages/languages.ts';
import { presentLanguage } from '../language/catalogue.ts';
import { LanguageChoice } from '../language/LanguageChoice.tsx';
import { Icon } from '../parts/Icon.tsx';
import {
  CHAPTER_LIST,
  type ChapterFacts,
  type ChapterId,
  formatLearnHash,
} from '../parts/learnLinks.ts';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import { formatNumber } from './format.ts';
import './learn.css';
import './parts/lab.css';
import './parts/pictures.css';
import { type LearnPart, loadLearnPart, useLearnMessages } from './messages/messages.ts';
import { useProgress } from './progress.ts';
import { ChapterContext, DamageContext } from './useLinkedFields.ts';

/** A chapter's code and texts, on demand. */
const chapterView = (texts: LearnPart, view: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [loaded] = await Promise.all([view(), loadLearnPart(texts)]);
    return { default: loaded };
  });

const VIEWS: Readonly<Record<ChapterId, LazyExoticComponent<ComponentType>>> = {
  saliency: chapterView(
    'saliency',
    async () => (await import('./saliency/SaliencyChapter.tsx')).SaliencyChapter,
  ),
  fcn: chapterView('fcn', async () => (await import('./fcn/FcnChapter.tsx')).FcnChapter),
  'transposed-convolution': chapterView(
    'transposed',
    async () => (await import('./transposed/TransposedChapter.tsx')).TransposedChapter,
  ),
  dilation: chapterView(
    'dilation',
    async () => (await import('./dilation/DilationChapter.tsx')).DilationChapter,
  ),
  autoencoder: chapterView(
    'autoencoder',
    async () => (await import('./autoencoder/AutoencoderChapter.tsx')).AutoencoderChapter,
  ),
  'uc-net': chapterView(
    'ucnet',
    async () => (await import('./ucnet/UcNetChapter.tsx')).UcNetChapter,
  ),
  attention: chapterView(
    'attention',
    async () => (await import('./attention/AttentionChapter.tsx')).AttentionChapter,
  ),
  measures: chapterView(
    'measures',
    async () => (await import('./measures/MeasuresChapter.tsx')).MeasuresChapter,
  ),
  ablations: chapterView(
    'ablations',
    async () => (await import('./ablations/AblationsChapter.tsx')).AblationsChapter,
  ),
};

interface LearnPageProps {
  /** Null shows the contents. */
  readonly chapter: string | null;
  /** Where the page itself is, with `#`. */
  readonly back: string;
  /** One chapter alone, for a teacher's page. */
  readonly embedded: boolean;
}

/** The course: its contents, or one chapter. */
export function LearnPage({ chapter, back, embedded }: LearnPageProps) {
  const words = useLearnMessages().shell;
  const known = CHAPTER_LIST.find(({ id }) => id === chapter);
  const title = known === undefined ? words.title : words.chapters[known.id].title;
  const documentTitle = words.documentTitle(title);
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(chapter);
  useEffect(() => {
    scrollTo(0, 0);
    // The link that was followed is gone.
    if (shown.current !== chapter) main.current?.focus({ preventScroll: true });
    shown.current = chapter;
  }, [chapter]);
  const unknown = chapter !== null && known === undefined;
  return (
    <div className="learn">
      {!embedded && <LearnHeader back={back} />}
      <main ref={main} className="learn-main" id="chapter" tabIndex={-1}>
        {unknown && <p className="notice notice-bad">{words.unknown(chapter)}</p>}
        {known === undefined ? (
          <Contents />
        ) : (
          <ChapterPage key={known.id} facts={known} embedded={embedded} />
        )}
      </main>
    </div>
  );
}

function LearnHeader({ back }: { back: string }) {
  const words = useLearnMessages().shell;
  return (
    <header className="header">
      <a
        className="skip-link"
        href="#chapter"
        onClick={(event) => {
          // The hash belongs to the link, so the skip link must not write into it.
          event.preventDefault();
          document.getElementById('chapter')?.focus();
        }}
      >
        {words.skip}
      </a>
      <a className="button quiet" href={back}>
        <Icon name="previous" />
        {words.back}
      </a>
      <span className="learn-grow" />
      <a className="button quiet" href={formatLearnHash({ chapter: null, state: '' })}>
        {words.contents}
      </a>
      <LanguageChoice />
      <ThemeButton />
    </header>
  );
}

function Contents() {
  const words = useLearnMessages().shell;
  return (
    <div className="learn-contents">
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <ol>
        {CHAPTER_LIST.map((facts) => (
          <ContentsEntry key={facts.id} facts={facts} />
        ))}
      </ol>
    </div>
  );
}

function ContentsEntry({ facts }: { facts: ChapterFacts & { readonly id: ChapterId } }) {
  const words = useLearnMessages().shell;
  const { id, number, questions } = facts;
  const { title, about } = words.chapters[id];
  const names = Object.keys(questions);
  const { answered, right, missed } = useProgress(facts);
  return (
    <li className="learn-item">
      <a className="learn-entry" href={formatLearnHash({ chapter: id, state: '' })}>
        <strong>{words.chapter(formatNumber(number), title)}</strong>
        <span>{about}</span>
        <span className="hint">
          {words.answered(formatNumber(answered), formatNumber(names.length), formatNumber(right))}
          {right === names.length && <strong className="learn-done"> ✓</strong>}
        </span>
      </a>
      {missed.length > 0 && (
        <p className="hint learn-missed">
          {words.missed}{' '}
          {missed.map((question) => (
            <a
              key={question}
              href={formatLearnHash({ chapter: id, state: `question=${question}` })}
            >
              {words.question(formatNumber(names.indexOf(question) + 1))}
            </a>
          ))}
        </p>
      )}
    </li>
  );
}

function ChapterPage({
  facts,
  embedded,
}: {
  facts: ChapterFacts & { readonly id: ChapterId };
  embedded: boolean;
}) {
  const words = useLearnMessages().shell;
  const { id, number } = facts;
  const { title, about } = words.chapters[id];
  const View = VIEWS[id];
  const at = CHAPTER_LIST.findIndex((each) => each.id === id);
  const [damaged, setDamaged] = useState<readonly string[]>([]);
  return (
    <article className="chapter">
      <h1>{words.chapter(formatNumber(number), title)}</h1>
      <p className="chapter-about">{about}</p>
      {damaged.length > 0 && (
        <p className="notice notice-bad" role="status">
          {words.damaged(damaged.join(', '))}
        </p>
      )}
      <ChapterContext value={id}>
        <DamageContext value={setDamaged}>
          <PartBoundary fallback={<PartFailed />}>
            <Suspense fallback={<p className="hint chapter-loading">{words.loading}</p>}>
              <View />
            </Suspense>
          </PartBoundary>
        </DamageContext>
      </ChapterContext>
      <p className="hint">{words.link}</p>
      {embedded ? (
        <a href={`./${formatLearnHash({ chapter: id, state: '' })}`} target="_blank" rel="noopener">
          {words.openWhole}
        </a>
      ) : (
        <>
          <EmbedCode chapter={id} title={title} />
          <nav className="chapter-nav" aria-label={words.contents}>
            <Neighbour label={words.previous} facts={CHAPTER_LIST[at - 1]} />
            <Neighbour label={words.next} facts={CHAPTER_LIST[at + 1]} />
          </nav>
        </>
      )}
    </article>
  );
}

/** What a teacher pastes into a page to show the chapter alone, as it stands now, in the language that it is in now. */
function EmbedCode({ chapter, title }: { chapter: ChapterId; title: string }) {
  const words = useLearnMessages().shell;
  const [code, setCode] = useState('');
  const write = () => {
    const alone = new URL(`./?embed=${chapter}${location.hash}`, document.baseURI).href;
    const address = addressIn(presentLanguage(), alone);
    const safe = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    setCode(`<iframe src="${safe}" title="${title}" width="100%" height="900"></iframe>`);
  };
  return (
    <details className="learn-embed" onToggle={write}>
      <summary>{words.embed}</summary>
      <label>
        <span className="hint">{words.embedText}</span>
        <textarea
          readOnly
          rows={3}
          value={code}
          onFocus={({ target }) => {
            write();
            target.select();
          }}
        />
      </label>
    </details>
  );
}

function Neighbour({ label, facts }: { label: string; facts: { id: ChapterId } | undefined }) {
  const words = useLearnMessages().shell;
  if (facts === undefined) return null;
  return (
    <a className="button" href={formatLearnHash({ chapter: facts.id, state: '' })}>
      {`${label}: ${words.chapters[facts.id].title}`}
    </a>
  );
}
