import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import '../styles/help.css';

interface MenuProps {
  readonly title: string;
  readonly icon: IconName;
  readonly children: ReactNode;
}

/** Controls that few people need, behind a button. Escape and a click elsewhere close it. */
export function Menu({ title, icon, children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button type="button" className="button" popoverTarget={id} data-menu={title}>
        <Icon name={icon} />
        {title}
      </button>
      <div id={id} popover="auto" className="help-text menu" role="group" aria-label={title}>
        {children}
      </div>
    </>
  );
}
