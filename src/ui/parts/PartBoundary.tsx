import { Component, type ReactNode } from 'react';
import { useCommonMessages } from '../common/commonTexts.ts';

interface PartBoundaryProps {
  /** Stands in the place of a part that failed. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Keeps the rest of the page when one part of it fails, such as code that cannot be loaded any more. */
export class PartBoundary extends Component<PartBoundaryProps, { readonly failed: boolean }> {
  static getDerivedStateFromError() {
    return { failed: true };
  }

  override readonly state = { failed: false };

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

/** What stands in the place of a part that could not be opened. Only a reload asks for its code again. */
export function PartFailed() {
  const words = useCommonMessages().partFailed;
  return (
    <div className="start-panel failed" role="alert" data-testid="part-failed">
      <p>{words.text}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
