import { useController, usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

/** One sentence to the visitor; the page goes on behind it. */
export function NoticeBar() {
  const notice = usePageState((state) => state.notice);
  const controller = useController();
  const bad = notice?.kind === 'problem' || notice?.kind === 'depth-left-out';
  return (
    <div className="notice-place" role={bad ? 'alert' : 'status'}>
      {notice !== null && (
        <div className={bad ? 'notice notice-bad' : 'notice'} data-testid="notice">
          <Icon name={bad ? 'warning' : 'info'} />
          <p>{messages.notices.text(notice)}</p>
          <button
            type="button"
            className="icon-button"
            onClick={() => controller.dismissNotice()}
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
