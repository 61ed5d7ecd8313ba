import { useSyncExternalStore } from 'react';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import type { Renewer } from '../serviceWorker.ts';

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
