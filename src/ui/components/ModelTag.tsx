import { usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';

/** Which model made the result on the screen. */
export function ModelTag() {
  const model = usePageState((state) => state.result.model);
  if (model === '') return null;
  return (
    <span className="model-tag" title={messages.models.madeBy(model)} data-testid="model-tag">
      {model}
    </span>
  );
}
