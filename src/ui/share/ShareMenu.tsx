import { useState } from 'react';
import { toldOf } from '../../languages/sentence.ts';
import { isAnswered } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { isOnItsWay, wholeState } from './wholeState.ts';
import { formatHash } from '../link/hashCodec.ts';
import { linkOf, ownFilesOf } from '../link/linkOf.ts';
import type { PageState } from '../engine/state.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { Menu } from '../parts/Menu.tsx';
import { CopyLink } from './CopyLink.tsx';
import { saveBlob } from '../result/download.ts';
import '../styles/share.css';

/** A file that can be made of the present result. */
interface Making {
  readonly key: 'page' | 'sheet' | 'numbers';
  readonly ending: string;
  readonly make: (state: PageState) => Promise<Blob>;
}

/** What makes them is loaded by those who want one. */
const MAKINGS: readonly Making[] = [
  {
    key: 'page',
    ending: 'html',
    make: async (state) => {
      const [{ sharedPage }, { formatSharedPage }] = await Promise.all([
        import('./shared.ts'),
        import('./sharedPage.ts'),
      ]);
      const nonce = [...crypto.getRandomValues(new Uint32Array(4))].map((part) =>
        part.toString(36),
      );
      const page = await sharedPage(state, location.href);
      return new Blob([formatSharedPage(page, nonce.join(''))], { type: 'text/html' });
    },
  },
  {
    key: 'sheet',
    ending: 'sheet.png',
    make: async (state) => (await import('./sheet.ts')).makeSheet(state),
  },
  {
    key: 'numbers',
    ending: 'json',
    make: async (state) => {
      const { numbersFile } = await import('./numbersFile.ts');
      const text = JSON.stringify(numbersFile(state, location.href), null, 2);
      return new Blob([`${text}\n`], { type: 'application/json' });
    },
  },
];

/** What is told of a file, or of a link that was copied. */
interface Told {
  readonly text: string;
  /** The link that it is about. */
  readonly link: string | null;
}

const NOTHING_TOLD: Told = { text: '', link: null };

function linkText(state: PageState): string {
  return formatHash(linkOf(state));
}

/** Everything by which a result is kept or passed on. */
export function ShareMenu() {
  const words = useMessages().share;
  return (
    <Menu title={words.menu} icon="share" quiet>
      <ShareChoices />
    </Menu>
  );
}

/** What is in the menu. */
export function ShareChoices() {
  const store = useStore();
  const files = usePageState((state) => ownFilesOf(state).join(', '));
  const answered = usePageState(isAnswered);
  const [making, setMaking] = useState<Making | null>(null);
  // Of files and of the link, one at a time: the newest.
  const [told, setTold] = useState<Told>(NOTHING_TOLD);
  // What is told of a link is not true of the next one.
  const isOver = usePageState((state) => told.link !== null && told.link !== linkText(state));
  const { share: words, say } = useMessages();
  const save = async (chosen: Making) => {
    const { ending, make } = chosen;
    setMaking(chosen);
    setTold({ text: isOnItsWay(store.get()) ? words.waiting : words.making, link: null });
    try {
      const state = await wholeState(store);
      setTold({ text: words.making, link: null });
      const blob = await make(state);
      const stem = state.image.photo!.file.name.replace(/\.[^.]*$/, '');
      const name = `${stem}-uc-net.${ending}`;
      saveBlob(name, blob);
      setTold({ text: words.saved(name), link: null });
    } catch (error) {
      setTold({ text: words.failed(say(toldOf(error))), link: null });
    } finally {
      setMaking(null);
    }
  };
  return (
    <div className="share-choices">
      {MAKINGS.map((each) => (
        <p key={each.key} className="share-choice">
          <button
            type="button"
            className="button"
            disabled={!answered || making !== null}
            aria-busy={making === each}
            data-share={each.key}
            onClick={() => void save(each)}
          >
            <Icon name="download" />
            {words[each.key]}
          </button>
          <span className="hint">{words[`${each.key}Help`]}</span>
        </p>
      ))}
      <p className="share-choice">
        <CopyLink onTold={(text) => setTold({ text, link: linkText(store.get()) })} />
        <span className="hint">{files === '' ? words.linkHelp : words.ownLinkHelp(files)}</span>
      </p>
      <p className="hint share-told" role="status">
        {isOver ? '' : told.text}
      </p>
    </div>
  );
}
