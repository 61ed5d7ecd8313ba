import { createRoot } from 'react-dom/client';
import { Engine } from './ui/engine/engine.ts';
import { parseHash } from './ui/link/hashCodec.ts';
import { beginVisit } from './ui/link/openLink.ts';
import { follow } from './ui/engine/show.ts';
import { PageStore } from './ui/engine/store.ts';
import { PageContext } from './ui/engine/usePage.ts';
import { browserKeeper } from './ui/input/keptPair.ts';
import { fetchExampleList } from './ui/input/exampleList.ts';
import { CheckpointStore, estimateRoom, openCheckpointCache } from './ui/models/checkpointStore.ts';
import {
  DEPTH_MODEL_FOLDER,
  fetchModelList,
  FIRST_MODEL,
  modelAddress,
} from './ui/models/modelList.ts';
import { ModelMenu } from './ui/models/modelMenu.ts';
import { speakVisitorsLanguage } from './ui/language/visitorLanguage.ts';
import { loadAhead, Root } from './ui/Root.tsx';
import { pageTexts } from './ui/messages.ts';
import { keepOffline, Renewer } from './ui/serviceWorker.ts';
import { trustOwnScripts } from './ui/trustedScripts.ts';
import { InferenceClient } from './worker/client.ts';
import { InferenceProblem } from './worker/problem.ts';
import { BACKENDS } from './worker/startProtocol.ts';
import { workerHandle } from './worker/workerHandle.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/language.css';
import './ui/styles/header.css';
import './ui/styles/input.css';
import './ui/styles/layout.css';
import './ui/styles/maps.css';
import './ui/styles/dialogs.css';
import './ui/styles/models.css';
import './ui/styles/contrast.css';
import './ui/styles/print.css';

const asked = new URLSearchParams(location.search).get('backend');
trustOwnScripts();
// In the visitor's language from the first moment on.
const spoken = speakVisitorsLanguage();
loadAhead();
const store = new PageStore(follow);
const exampleTexts = () => pageTexts.present().examples;

/** Bundlers look for these very words. */
const startWorker = () =>
  new Worker(new URL('./worker/browserWorker.ts', import.meta.url), {
    type: 'module',
    name: 'inference',
  });
const engine = new Engine(new InferenceClient(() => workerHandle(startWorker())), store, {
  start: {
    modelAddress: modelAddress(FIRST_MODEL.folder),
    depthModelAddress: modelAddress(DEPTH_MODEL_FOLDER),
    forced: BACKENDS.find((name) => name === asked) ?? null,
  },
  fetchBlob: async (address, signal) => {
    const response = await fetch(address, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw unavailable(exampleTexts().unreachable, error);
    });
    if (!response.ok) throw unavailable(exampleTexts().missing(response.status));
    return response.blob();
  },
  createAddress: (blob) => URL.createObjectURL(blob),
  revokeAddress: (address) => URL.revokeObjectURL(address),
  keeper: browserKeeper,
  menu: new ModelMenu(fetchModelList, new CheckpointStore(openCheckpointCache, document.baseURI)),
  estimateRoom,
});

/** What a visitor is told of a sample's file: its address would say nothing. */
function unavailable(detail: string, cause?: unknown): InferenceProblem {
  return new InferenceProblem({ code: 'model-unavailable', detail }, { cause });
}

const renewer = new Renewer();
if (import.meta.env.PROD) keepOffline(store, renewer);

const root = createRoot(document.getElementById('page')!);
const render = () =>
  root.render(
    <PageContext value={{ store, engine }}>
      <Root
        renewer={renewer}
        begin={async () => {
          await beginVisit({ store, engine }, parseHash(location.hash), fetchExampleList);
          // Of the page's own code: the course does not load it.
          const { openHandedFiles } = await import('./ui/input/useFileInput.ts');
          openHandedFiles(store);
        }}
      />
    </PageContext>,
  );
void spoken.then(render);
