import { useSyncExternalStore } from 'react';
import { useCommonMessages } from '../common/commonTexts.ts';
import { Icon } from '../parts/Icon.tsx';
import { meetsMedia, watchMedia } from '../parts/mediaQuery.ts';

type Theme = 'light' | 'dark';

const KEY = 'theme';

const SYSTEM_IS_DARK = '(prefers-color-scheme: dark)';

const listeners = new Set<() => void>();

/** The theme in force: the visitor's choice, else the system's. */
function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return meetsMedia(SYSTEM_IS_DARK) ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const unwatch = watchMedia(SYSTEM_IS_DARK, listener);
  return () => {
    listeners.delete(listener);
    unwatch();
  };
}

/** `index.html` applies the stored choice before the first paint. */
function toggleTheme(): void {
  const next = currentTheme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

/** Goes over to the other theme, for this visit and the next ones. */
export function ThemeButton() {
  const { themeToLight, themeToDark } = useCommonMessages();
  const isDark = useTheme() === 'dark';
  const label = isDark ? themeToLight : themeToDark;
  return (
    <button type="button" className="icon-button" onClick={toggleTheme} title={label}>
      <Icon name={isDark ? 'sun' : 'moon'} />
      <span className="visually-hidden">{label}</span>
    </button>
  );
}
