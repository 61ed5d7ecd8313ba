import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** A part of the page in a document of its own. */
export interface Mounted {
  readonly place: HTMLElement;
  readonly show: (content: ReactNode) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Renders a part of the page. Needs the environment `jsdom`. */
export async function mount(content: ReactNode): Promise<Mounted> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place, { onCaughtError: () => undefined });
  const show = (next: ReactNode) => act(async () => root.render(next));
  await show(content);
  return {
    place,
    show,
    close: async () => {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}

/** Types a text into a field, as a whole. */
export async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    // React listens to changes that it did not make: past its own setter.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
    set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
