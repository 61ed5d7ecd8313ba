import { ThemeButton } from './theme.tsx';
import { useMessages } from '../messages.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { LanguageChoice } from '../language/LanguageChoice.tsx';
import { Icon } from '../parts/Icon.tsx';
import { ShareMenu } from '../share/ShareMenu.tsx';

export function Header({ onAbout }: { onAbout: () => void }) {
  const messages = useMessages();
  return (
    <header className="header">
      <h1 className="wordmark">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="12.5" cy="16" r="9.5" />
          <circle cx="19.5" cy="16" r="9.5" />
        </svg>
        <span>{messages.title}</span>
      </h1>
      <p className="tagline">{messages.tagline}</p>
      <div className="header-actions">
        <BackendBadge />
        <a className="button quiet" href="#learn">
          {messages.learn}
        </a>
        <ShareMenu />
        <LanguageChoice />
        <ThemeButton />
        <button
          type="button"
          className="icon-button"
          onClick={onAbout}
          title={messages.header.about}
        >
          <Icon name="info" />
          <span className="visually-hidden">{messages.header.about}</span>
        </button>
      </div>
    </header>
  );
}
