import { type ReactNode, useId } from 'react';
import { type ChapterId, formatLearnHash } from './learnLinks.ts';
import { useCommonMessages } from '../common/commonTexts.ts';
import { Icon } from './Icon.tsx';
import '../styles/help.css';

interface HelpProps {
  /** The title that the text explains. */
  readonly about: string;
  readonly text: string;
  /** Of the course, where it is explained at length. */
  readonly chapter?: ChapterId | undefined;
  /** The name itself, to be pressed in place of an icon beside it. */
  readonly children?: ReactNode;
}

/** Says what a map or a score is, to a finger and a keyboard as well as to a mouse that rests on it. */
export function Help({ about, text, chapter, children }: HelpProps) {
  const messages = useCommonMessages();
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={children === undefined ? 'help-button' : 'name-button help-name'}
        popoverTarget={id}
        aria-label={children === undefined ? messages.help(about) : undefined}
        title={text}
      >
        {children ?? <Icon name="info" />}
      </button>
      <span id={id} popover="auto" className="help-text">
        {text}
        {chapter !== undefined && (
          <>
            {' '}
            <a href={formatLearnHash({ chapter, state: '' })}>{messages.learn}</a>
          </>
        )}
      </span>
    </>
  );
}
