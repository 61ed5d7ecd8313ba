import { messages } from '../messages.ts';

/** What stands in the place of a part that could not be opened. Only a reload asks for its code again. */
export function PartFailed() {
  const words = messages.partFailed;
  return (
    <div className="start-panel failed" role="alert" data-testid="part-failed">
      <p>{words.text}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
