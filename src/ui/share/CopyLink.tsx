import { useEffect, useState } from 'react';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';

/** How long it is told what became of a copy; a failure takes longer to read. */
const TOLD_MS = { copied: 2000, failed: 8000 };

/** Copies the address, which holds what is on the page, and tells whether that went well. */
export function CopyLink() {
  const own = usePageState((state) => state.image.origin.kind === 'own');
  const [outcome, setOutcome] = useState<{ readonly kind: keyof typeof TOLD_MS } | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), TOLD_MS[outcome.kind]);
    return () => clearTimeout(timer);
  }, [outcome]);
  const words = useMessages().header;
  const copy = async () => {
    try {
      // On http there is no clipboard at all, and elsewhere it may be denied.
      await navigator.clipboard.writeText(location.href);
      setOutcome({ kind: 'copied' });
    } catch {
      setOutcome({ kind: 'failed' });
    }
  };
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => void copy()}
        title={own ? words.ownLinkTitle : words.linkTitle}
      >
        <Icon name="link" />
        {words.copyLink}
      </button>
      <span className="copy-status" role="status">
        {outcome !== null && (
          <span>{outcome.kind === 'copied' ? words.linkCopied : words.linkNotCopied}</span>
        )}
      </span>
    </>
  );
}
