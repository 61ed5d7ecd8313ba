import { usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';

/** Stands where the samples and sliders are of a network that has them. */
export function OneMapNote() {
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
