import { useSyncExternalStore } from 'react';
import type { Notice } from '../engine/notice.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Icon } from '../parts/Icon.tsx';
import type { Renewer } from '../serviceWorker.ts';

/** Notices of something that did not work. */
const BAD: readonly Notice['kind'][] = [
  'problem',
  'depth-left-out',
  'truth-left-out',
  'truth-misfit',
];

/** One sentence to the visitor; the page goes on behind it. */
export function NoticeBar() {
  const messages = useMessages();
  const notice = usePageState((state) => state.notice);
  const store = useStore();
  const bad = notice !== null && BAD.includes(notice.kind);
  return (
    <div className="notice-place" role={bad ? 'alert' : 'status'}>
      {notice !== null && (
        <div className={bad ? 'notice notice-bad' : 'notice'} data-testid="notice">
          <Icon name={bad ? 'warning' : 'info'} />
          <p>{messages.notices.text(notice)}</p>
          {notice.kind === 'pin-replaced' && (
            <button
              ref={leaveFocus}
              type="button"
              className="button"
              onClick={() => store.ask({ pinned: store.get().pinnedBefore, notice: null })}
            >
              {messages.notices.bringBack}
            </button>
          )}
          <button
            ref={leaveFocus}
            type="button"
            className="icon-button"
            onClick={() => store.update({ notice: null })}
            title={messages.notices.dismiss}
          >
            <Icon name="close" />
            <span className="visually-hidden">{messages.notices.dismiss}</span>
          </button>
        </div>
      )}
    </div>
  );
}

/** Offers a newer version of the page; nothing changes until the visitor takes it. */
export function RenewalBar({ renewer }: { readonly renewer: Renewer }) {
  const words = useMessages().renewal;
  const renewal = useSyncExternalStore(renewer.subscribe, renewer.get);
  if (renewal === 'none') return null;
  return (
    <div className="notice" role="status" data-testid="renewal">
      <Icon name="info" />
      <p>{words[renewal]}</p>
      <button type="button" className="button" onClick={() => renewer.renew()}>
        {words.load}
      </button>
    </div>
  );
}
