import { lazy } from 'react';
import { drawsSlowly, givesOneMap, isAnswered } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { WindowButton } from '../parts/WindowButton.tsx';

const WhatIfDialog = lazy(async () => ({
  default: (await import('./WhatIfDialog.tsx')).WhatIfDialog,
}));

/** Opens the window in which parts of the network are taken out, where the network has such parts. */
export function WhatIfButton() {
  const hasParts = usePageState((state) => !drawsSlowly(state) && !givesOneMap(state));
  const answered = usePageState(isAnswered);
  const words = useMessages().whatIf;
  return (
    <WindowButton
      window={WhatIfDialog}
      name={words.title}
      icon="parts"
      help={hasParts ? words.buttonHelp : words.notHere}
      disabled={!hasParts || !answered}
      testId="open-what-if"
    >
      {words.button}
    </WindowButton>
  );
}
