interface BriefProps {
  /** What a button is called. */
  readonly word: string;
  /** What it says of that on a narrow screen. */
  readonly brief: string;
}

/** A button's word: narrow screens show a shorter one, and the button is called the same. */
export function Brief({ word, brief }: BriefProps) {
  return (
    <>
      <span className="wide-only">{word}</span>
      <span className="narrow-only" aria-hidden="true">
        {brief}
      </span>
    </>
  );
}
