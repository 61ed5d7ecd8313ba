import { useEffect, useId, useState } from 'react';
import { AS_STORED } from '../../image/adjustDepth.ts';
import type { Problem } from '../../worker/problem.ts';
import type { DepthDamage } from '../../worker/protocol.ts';
import { usePage, usePageState } from '../engine/usePage.ts';
import { READABLE_FILES } from '../input/FilePicker.tsx';
import { ownFile } from '../input/incoming.ts';
import { exampleAddress, type ExamplePair } from '../input/exampleList.ts';
import { problemOf } from '../engine/problems.ts';
import { useMessages } from '../messages.ts';
import { FileButton } from '../parts/FileButton.tsx';
import { Segments } from '../parts/Segments.tsx';

type Depth = NonNullable<DepthDamage['other']>;

/** A choice of another picture's depth: examples, and a file of the visitor's. */
interface Choice {
  readonly pairs: readonly ExamplePair[];
  /** The visitor's file; null until there is one. */
  readonly own: Depth | null;
  /** An example's id, or `own`. */
  readonly id: string;
  /** Null until it is there. */
  readonly depth: Depth | null;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly problem: string | null;
  readonly onChoose: (id: string) => void;
  readonly onFile: (file: File) => void;
  readonly onNear: (near: Depth['near']) => void;
}

/** Another picture's depth: an example's is fetched when it is chosen, and a file's is read first. */
export function useOtherDepth(): Choice {
  const examplePairs = usePageState((state) => state.examplePairs);
  const origin = usePageState((state) => state.image.origin);
  const { engine } = usePage();
  const messages = useMessages();
  const pairs = examplePairs.filter(({ id }) => origin.kind !== 'example' || origin.id !== id);
  const [own, setOwn] = useState<Depth | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const isOwn = own !== null && chosen === OWN;
  const pair = isOwn ? undefined : (pairs.find(({ id }) => id === chosen) ?? pairs[0]);
  const fetched = useFetched(pair);
  return {
    pairs,
    own,
    id: isOwn ? OWN : (pair?.id ?? ''),
    depth: isOwn ? own : (fetched?.depth ?? null),
    problem:
      problem !== null
        ? messages.notices.text({ kind: 'problem', problem })
        : fetched !== null && fetched.depth === null
          ? messages.damage.otherFailed
          : null,
    onChoose: (id) => {
      setProblem(null);
      setChosen(id);
    },
    onFile: (given) => {
      const file = ownFile(given);
      // What cannot be read takes nothing's place.
      void engine.client
        .call('readDepth', { file, photo: null, near: 'bright', adjust: AS_STORED, shape: null })
        .then(
          () => {
            setProblem(null);
            setOwn({ file, near: 'bright' });
            setChosen(OWN);
          },
          (error: unknown) => setProblem(problemOf(error)),
        );
    },
    onNear: (near) => setOwn((before) => before && { ...before, near }),
  };
}

const OWN = 'own';

interface Fetched {
  readonly id: string;
  readonly depth: Depth | null;
}

/** An example's depth; null until it is there or could not be fetched. */
function useFetched(pair: ExamplePair | undefined): Fetched | null {
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const [id, path, near] = [pair?.id, pair?.depth, pair?.near];
  useEffect(() => {
    if (id === undefined || path === undefined || near === undefined) return;
    const address = exampleAddress(path);
    let gone = false;
    void fetch(address)
      .then((response) => (response.ok ? response.blob() : Promise.reject(new Error(path))))
      .then(
        (blob) => ({ file: { key: address, name: path, blob }, near }),
        () => null,
      )
      .then((depth) => {
        if (!gone) setFetched({ id, depth });
      });
    return () => {
      gone = true;
    };
  }, [id, path, near]);
  return fetched !== null && fetched.id === id ? fetched : null;
}

/** Where the visitor chooses it. */
export function OtherDepth({ pairs, own, id, problem, onChoose, onFile, onNear }: Choice) {
  const select = useId();
  const messages = useMessages();
  const words = messages.damage;
  return (
    <div className="cut-out-field">
      <label className="label" htmlFor={select}>
        {words.other}
      </label>
      <select id={select} value={id} onChange={({ target }) => onChoose(target.value)}>
        {own !== null && <option value={OWN}>{own.file.name}</option>}
        {pairs.map((pair) => (
          <option key={pair.id} value={pair.id}>
            {messages.sampleTitle(pair.title)}
          </option>
        ))}
      </select>
      <FileButton
        accept={READABLE_FILES}
        label={words.ownDepth}
        testId="damage-file"
        className="button"
        onFiles={([file]) => onFile(file)}
      >
        {words.ownDepth}
      </FileButton>
      {id === OWN && own !== null && (
        <Segments
          small
          showLegend
          legend={words.ownNear}
          options={NEAR_ENDS}
          labels={words.nearEnds}
          value={own.near}
          onChange={onNear}
        />
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  );
}

const NEAR_ENDS = ['bright', 'dark'] as const;
