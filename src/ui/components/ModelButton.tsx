import { usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

/** The model in use; opens the menu of models. */
export function ModelButton({ onOpen }: { onOpen: () => void }) {
  const title = usePageState((state) => state.model.title);
  return (
    <button
      type="button"
      className="button model-button"
      aria-haspopup="dialog"
      title={messages.models.title}
      onClick={onOpen}
    >
      <span className="label">{messages.models.label}</span>
      <span className="model-title">{title}</span>
      <Icon name="open" />
    </button>
  );
}
