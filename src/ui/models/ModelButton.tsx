import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';

/** The model in use; opens the menu of models. */
export function ModelButton({ onOpen }: { onOpen: () => void }) {
  const messages = useMessages();
  const title = usePageState((state) => state.model.title);
  return (
    <button
      type="button"
      className="button model-button"
      aria-haspopup="dialog"
      title={messages.models.title}
      onClick={onOpen}
    >
      <span className="narrow-only">
        <Icon name="network" />
      </span>
      <span className="label">{messages.models.label}</span>
      <span className="model-title wide-only">{title}</span>
      <Icon name="open" />
    </button>
  );
}

/** Which model made the result on the screen. */
export function ModelTag() {
  const messages = useMessages();
  const model = usePageState((state) => state.result.model);
  if (model === '') return null;
  return (
    <span className="model-tag" title={messages.models.madeBy(model)} data-testid="model-tag">
      {model}
    </span>
  );
}

/** Stands where the samples and sliders are of a network that has them. */
export function OneMapNote() {
  const messages = useMessages();
  const title = usePageState((state) => state.model.title);
  return (
    <section className="panel" aria-labelledby="one-map-title" data-testid="one-map">
      <div className="panel-head">
        <h2 id="one-map-title">{messages.oneMap.title}</h2>
      </div>
      <p className="hint">{messages.oneMap.text(title)}</p>
    </section>
  );
}
