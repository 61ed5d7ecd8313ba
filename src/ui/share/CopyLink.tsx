import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';

interface CopyLinkProps {
  /** What is told of the copy; empty while it is made, so that a second one is told again. */
  readonly onTold: (text: string) => void;
}

/** Copies the address, which holds what is on the page, and tells whether that went well. */
export function CopyLink({ onTold }: CopyLinkProps) {
  const own = usePageState((state) => state.image.origin.kind === 'own');
  const words = useMessages().header;
  const copy = async () => {
    onTold('');
    try {
      // On http there is no clipboard at all, and elsewhere it may be denied.
      await navigator.clipboard.writeText(location.href);
      onTold(words.linkCopied);
    } catch {
      onTold(words.linkNotCopied);
    }
  };
  return (
    <button
      type="button"
      className="button"
      onClick={() => void copy()}
      title={own ? words.ownLinkTitle : words.linkTitle}
    >
      <Icon name="link" />
      {words.copyLink}
    </button>
  );
}
