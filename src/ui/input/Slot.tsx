import type { Role } from '../../image/types.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Icon } from '../parts/Icon.tsx';

interface SlotProps {
  readonly role: Role;
  readonly facts: string;
  /** A word on where its picture comes from. */
  readonly tag?: string | null;
  /** Buttons over the picture. */
  readonly actions?: React.ReactNode;
  /** The picture. */
  readonly children: React.ReactNode;
}

/** A file of the image under its name, where another one can be dropped or pasted. */
export function Slot({ role, facts, tag = null, actions, children }: SlotProps) {
  const messages = useMessages();
  const { title } = messages.input.slots[role];
  return (
    <div className="slot" data-slot={role} tabIndex={-1}>
      <div className="slot-head">
        <h2>
          {title}
          {tag !== null && <span className="tag">{tag}</span>}
        </h2>
        <span className="slot-facts" title={facts}>
          {facts}
        </span>
      </div>
      <div className="slot-picture">
        {children}
        {actions && <div className="slot-actions">{actions}</div>}
      </div>
    </div>
  );
}

interface SlotPictureProps {
  readonly role: Role;
  readonly onEnlarge: () => void;
  readonly children: React.ReactNode;
}

/** A slot's picture, which can be enlarged once there is a photo that it lies over. */
export function SlotPicture({ role, onEnlarge, children }: SlotPictureProps) {
  const messages = useMessages();
  const hasPhoto = usePageState(({ image }) => image.photo !== null);
  if (!hasPhoto) return children;
  return (
    <button
      type="button"
      className="picture-button"
      aria-label={messages.maps.enlarge(messages.input.slots[role].title)}
      onClick={onEnlarge}
    >
      {children}
    </button>
  );
}

/** Takes a file out of its slot. */
export function RemoveButton({ role, onRemove }: { role: Role; onRemove: () => void }) {
  const words = useMessages().input;
  return (
    <button
      ref={leaveFocus}
      type="button"
      className="button over-picture"
      aria-label={words.removeOne(role)}
      onClick={onRemove}
    >
      <Icon name="close" />
      <span>{words.remove}</span>
    </button>
  );
}
