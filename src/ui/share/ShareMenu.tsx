import { useState } from 'react';
import { toldOf } from '../../languages/sentence.ts';
import { isAnswered } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { ownFilesOf } from '../link/linkOf.ts';
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
  const image = usePageState((state) => state.image);
  const answered = usePageState(isAnswered);
  const [making, setMaking] = useState(false);
  // Of files and of the link, one at a time: the newest.
  const [told, setTold] = useState('');
  const { share: words, say } = useMessages();
  const save = async ({ ending, make }: Making) => {
    setMaking(true);
    setTold(words.making);
    try {
      const state = store.get();
      const blob = await make(state);
      const stem = state.image.photo!.file.name.replace(/\.[^.]*$/, '');
      const name = `${stem}-uc-net.${ending}`;
      saveBlob(name, blob);
      setTold(words.saved(name));
    } catch (error) {
      setTold(words.failed(say(toldOf(error))));
    } finally {
      setMaking(false);
    }
  };
  const files = ownFilesOf(image);
  return (
    <div className="share-choices">
      {MAKINGS.map((each) => (
        <p key={each.key} className="share-choice">
          <button
            type="button"
            className="button"
            disabled={!answered || making}
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
        <CopyLink onTold={setTold} />
        <span className="hint">
          {files.length === 0 ? words.linkHelp : words.ownLinkHelp(files.join(', '))}
        </span>
      </p>
      <p className="hint share-told" role="status">
        {told}
      </p>
    </div>
  );
}
