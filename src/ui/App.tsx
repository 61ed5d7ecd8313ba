import { type CSSProperties, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { BatchFile } from './batch/batchFiles.ts';
import { CloudButton } from './cloud/CloudButton.tsx';
import { DamageButton } from './damage/DamageButton.tsx';
import { givesOneMap } from './engine/selectors.ts';
import { useLinkedState } from './link/useLinkedState.ts';
import { usePageState } from './engine/usePage.ts';
import { ExplorerView } from './explorer/ExplorerView.tsx';
import { AboutDialog } from './header/AboutDialog.tsx';
import { Header } from './header/Header.tsx';
import { NoticeBar, RenewalBar } from './header/NoticeBar.tsx';
import { runsOnEstimate, shownDepth } from './input/estimate.ts';
import { ExampleStrip } from './input/ExampleStrip.tsx';
import { InputPanel } from './input/InputPanel.tsx';
import { OpenPhotoBar } from './input/OpenPhotoBar.tsx';
import { Questions } from './input/Questions.tsx';
import { useFileInput } from './input/useFileInput.ts';
import { useMessages } from './messages.ts';
import { ModelButton, OneMapNote } from './models/ModelButton.tsx';
import { ModelDialog } from './models/ModelDialog.tsx';
import { StartPanel } from './models/StartPanel.tsx';
import { Menu } from './parts/Menu.tsx';
import { PartBoundary, PartFailed } from './parts/PartBoundary.tsx';
import { WindowBoundary } from './parts/WindowButton.tsx';
import { PinButton } from './pin/PinButton.tsx';
import { FirstLook, useFirstLook } from './result/FirstLook.tsx';
import { listMaps } from './result/mapList.ts';
import { DepthFold, ResultView } from './result/ResultView.tsx';
import { shapeForSaving } from './result/shapeForSaving.ts';
import { Toolbar } from './result/Toolbar.tsx';
import type { Renewer } from './serviceWorker.ts';
import { WhatIfButton } from './whatif/WhatIfButton.tsx';

/** With its charts only for those who bring a ground truth. */
const AssessmentView = lazy(async () => ({
  default: (await import('./assessment/AssessmentView.tsx')).AssessmentView,
}));

const CompareDialog = lazy(async () => ({
  default: (await import('./compare/CompareDialog.tsx')).CompareDialog,
}));

const BatchView = lazy(async () => ({
  default: (await import('./batch/BatchView.tsx')).BatchView,
}));

/** What the visitor asks of the window of many pairs. */
interface BatchRequest {
  readonly open: boolean;
  readonly files: Promise<BatchFile[]> | null;
}

/** What the visitor has enlarged: the key of a map, and of the one beside it. */
interface Enlarged {
  readonly key: string;
  readonly beside?: string | undefined;
}

/** The page: what goes in on the left, what the network makes of it on the right. */
export function App({ renewer }: { readonly renewer: Renewer }) {
  const messages = useMessages();
  useLinkedState();
  const [batch, setBatch] = useState<BatchRequest | null>(null);
  const startBatch = useCallback(
    (files: Promise<BatchFile[]>) => setBatch({ open: true, files }),
    [],
  );
  const closeBatch = () => setBatch((before) => before && { ...before, open: false });
  const drag = useFileInput(batch?.open ?? false, startBatch);
  const result = usePageState((state) => state.result);
  const photo = usePageState((state) => state.image.photo);
  const depth = usePageState(shownDepth);
  const estimated = usePageState(runsOnEstimate);
  const truth = usePageState((state) => state.image.truth);
  const oneMap = usePageState(givesOneMap);
  const look = useFirstLook();
  const loading = usePageState(
    ({ incoming, engine }) => incoming !== null && engine.phase !== 'failed',
  );
  /** The link has not been read yet, or what it names is on its way. */
  const pending = usePageState(({ engine }) => engine.phase === 'starting') || loading;
  const [enlarged, setEnlarged] = useState<Enlarged | null>(null);
  const enlarge = useCallback((key: string, beside?: string) => setEnlarged({ key, beside }), []);
  const [about, setAbout] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const offered = usePageState((state) => state.offer !== null);
  const closeViewer = useCallback(() => setEnlarged(null), []);
  const maps = useMemo(() => {
    const given = { depth: depth && { facts: depth, estimated }, truth };
    return new Map(listMaps(result, given, messages).map((shown) => [shown.key, shown]));
  }, [result, depth, estimated, truth, messages]);
  const ratio = photo === null ? 4 / 3 : photo.facts.width / photo.facts.height;
  return (
    <div
      className="page"
      data-dragging={drag.dragging}
      data-over={drag.over ?? 'page'}
      style={{ '--ratio': ratio } as CSSProperties}
      onContextMenu={({ target }) => shapeForSaving(target)}
    >
      <a className="skip-link" href="#result" onClick={focusResult}>
        {messages.skipToResult}
      </a>
      <Header onAbout={() => setAbout(true)} />
      <div className="columns">
        <aside className="rail">
          <OpenPhotoBar
            onFiles={startBatch}
            onBatch={() => setBatch((before) => ({ files: before?.files ?? null, open: true }))}
          />
          <ExampleStrip />
          <InputPanel onEnlarge={enlarge} />
        </aside>
        <main className="work" id="result" tabIndex={-1}>
          <div className="page-end">
            <RenewalBar renewer={renewer} />
            <NoticeBar />
            <StartPanel />
          </div>
          {look?.look ? (
            <FirstLook pair={look} look={look.look} />
          ) : photo === null ? (
            <p className="empty" data-pending={pending}>
              {loading ? messages.run.loading : messages.run.empty}
            </p>
          ) : (
            <div className="work-body">
              <ResultView
                maps={maps}
                onEnlarge={enlarge}
                tools={
                  <>
                    <ModelButton onOpen={() => setChoosing(true)} />
                    <PinButton />
                    <Menu title={messages.toolbar.menu} icon="colours">
                      <Toolbar />
                    </Menu>
                  </>
                }
              >
                {oneMap ? <OneMapNote /> : <ExplorerView />}
              </ResultView>
              <div className="work-views">
                <CloudButton />
                <DamageButton />
                <WhatIfButton />
              </div>
              <DepthFold maps={maps} onEnlarge={enlarge} />
              {truth !== null && (
                <PartBoundary fallback={<PartFailed />}>
                  <Suspense>
                    <AssessmentView maps={maps} onEnlarge={enlarge} />
                  </Suspense>
                </PartBoundary>
              )}
            </div>
          )}
        </main>
      </div>
      <div className="drop-veil" aria-hidden="true">
        <p>{messages.input.dropAnywhere}</p>
      </div>
      {enlarged !== null && (
        <WindowBoundary name={messages.viewer.title} onClose={closeViewer}>
          <CompareDialog
            maps={maps}
            openKey={enlarged.key}
            openBeside={enlarged.beside}
            onOpen={enlarge}
            onClose={closeViewer}
          />
        </WindowBoundary>
      )}
      {(choosing || offered) && <ModelDialog onClose={() => setChoosing(false)} />}
      {batch !== null && (
        <WindowBoundary name={messages.batch.title} open={batch.open} onClose={closeBatch}>
          <BatchView {...batch} onFiles={startBatch} onClose={closeBatch} />
        </WindowBoundary>
      )}
      {about && <AboutDialog onClose={() => setAbout(false)} />}
      <Questions />
    </div>
  );
}

/** The hash belongs to the link, so the skip link must not write into it. */
function focusResult(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById('result')?.focus();
}
