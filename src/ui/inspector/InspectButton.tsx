import { lazy } from 'react';
import { useMessages } from '../messages.ts';
import { WindowButton } from '../parts/WindowButton.tsx';

const DepthInspector = lazy(async () => ({
  default: (await import('./DepthInspector.tsx')).DepthInspector,
}));

/** Opens the window in which the depth file's readings are looked at and adjusted. */
export function InspectButton() {
  const words = useMessages().inspector;
  return (
    <WindowButton
      window={DepthInspector}
      name={words.title}
      icon="look"
      help={words.openHelp}
      className="button quiet"
      testId="inspect-depth"
    >
      {words.open}
    </WindowButton>
  );
}
