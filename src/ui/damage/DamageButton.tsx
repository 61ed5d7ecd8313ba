import { lazy } from 'react';
import { isAnswered } from '../engine/selectors.ts';
import { usePageState } from '../engine/usePage.ts';
import { shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { WindowButton } from '../parts/WindowButton.tsx';

const DamageDialog = lazy(async () => ({
  default: (await import('./DamageDialog.tsx')).DamageDialog,
}));

/** Opens the damage lab, where there is a depth map to damage. */
export function DamageButton() {
  const hasDepth = usePageState((state) => shownDepth(state) !== null);
  const answered = usePageState(isAnswered);
  const words = useMessages().damage;
  return (
    <WindowButton
      window={DamageDialog}
      name={words.title}
      icon="broken"
      help={hasDepth ? words.buttonHelp : words.noDepth}
      disabled={!hasDepth || !answered}
      testId="open-damage"
    >
      {words.button}
    </WindowButton>
  );
}
