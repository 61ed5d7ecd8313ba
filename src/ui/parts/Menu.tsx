import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import '../styles/help.css';

interface MenuProps {
  readonly title: string;
  readonly icon: IconName;
  /** Without a border, and on narrow screens without its word. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
}

/** Controls that few people need, behind a button. Escape and a click elsewhere close it. */
export function Menu({ title, icon, quiet = false, children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={quiet ? 'button quiet' : 'button'}
        popoverTarget={id}
        data-menu={title}
      >
        <Icon name={icon} />
        {quiet ? <span className="wide-only">{title}</span> : title}
      </button>
      <div id={id} popover="auto" className="help-text menu" role="group" aria-label={title}>
        {children}
      </div>
    </>
  );
}
