import { type Told, toldOf } from '../../languages/sentence.ts';
import { endBatch, faultOf, runPair } from './borrow.ts';
import { READABLE_FILES } from '../input/FilePicker.tsx';
import { Question } from '../input/Questions.tsx';
import { openPair } from '../input/photo.ts';
import { useEffect, useState } from 'react';
import type { MatchedPair } from '../../evaluation/matchFiles.ts';
import { exampleFiles, listFiles, type BatchFile } from './batchFiles.ts';
import { BatchRun, type PairRunner } from './batchRun.ts';
import { BatchRunView } from './BatchRunView.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { FileButton } from '../parts/FileButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import { usePage, usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import '../styles/batch.css';

interface BatchViewProps {
  readonly open: boolean;
  readonly files: Promise<BatchFile[]> | null;
  readonly onFiles: (files: Promise<BatchFile[]>) => void;
  readonly onClose: () => void;
}

const REPLACE_ANSWERS = ['cancel', 'replace'] as const;

/** What became of the files that were dropped or chosen. */
interface OpenedFiles {
  readonly files: Promise<BatchFile[]>;
  /** Of these files, or the one that they found here. */
  readonly run: BatchRun | null;
  /** Of these files, while the visitor is asked whether it may take the place of the other. */
  readonly next: BatchRun | null;
  readonly problem: Told | null;
}

/** Whether anything came of a run, which may not be saved yet. */
function hasResults(run: BatchRun | null): boolean {
  return run?.get().outcomes.some(({ kind }) => kind === 'done') ?? false;
}

/** Many pairs in one go: files to pairs, pairs to a table and an archive. Keeps its results while it is closed. */
export function BatchView({ open, files, onFiles, onClose }: BatchViewProps) {
  const { batch: words, say } = useMessages();
  const { store, engine } = usePage();
  const [opened, setOpened] = useState<OpenedFiles | null>(null);
  useEffect(() => {
    if (files === null) return;
    let current = true;
    const settle = (change: (run: BatchRun | null) => Partial<OpenedFiles>) => {
      if (!current) return;
      setOpened((before) => {
        const run = before?.run ?? null;
        return { files, run, next: null, problem: null, ...change(run) };
      });
    };
    const runOne: PairRunner = (request, signal) => runPair(engine, store, request, signal);
    const modelInUse = () => store.get().model;
    const start = (found: BatchFile[]) => new BatchRun(found, runOne, faultOf, modelInUse);
    files.then(
      (found) => {
        const next = start(found);
        settle((run) => (hasResults(run) ? { next } : { run: next }));
      },
      (error: unknown) => settle(() => ({ problem: toldOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [files, store, engine]);
  const reading = files !== null && opened?.files !== files;
  const run = opened?.run ?? null;
  const next = opened?.next ?? null;
  const problem = opened?.problem ?? null;
  useEffect(() => () => run?.stop(), [run]);
  if (!open) return null;
  const close = () => {
    run?.stop();
    onClose();
    endBatch(store);
  };
  const openOnPage = async (pair: MatchedPair) => {
    const found = await run!.filesOf(pair);
    if (found === null) return;
    run!.stop();
    onClose();
    openPair(store, found, run!.settingsOf(pair));
  };
  return (
    <>
      <Dialog label={words.title} className="batch" onClose={close}>
        <h2>{words.title}</h2>
        <p className="hint batch-intro">{words.intro}</p>
        <Pickers isEmpty={files === null} onFiles={onFiles} />
        {reading && (
          <p className="hint" role="status">
            {words.reading}
          </p>
        )}
        {problem !== null && (
          <p className="notice notice-bad" role="alert">
            {say(problem)}
          </p>
        )}
        {run !== null && <BatchRunView run={run} onOpen={(pair) => void openOnPage(pair)} />}
      </Dialog>
      {next !== null && (
        <Question
          title={words.replace.title}
          texts={[words.replace.text]}
          answers={REPLACE_ANSWERS}
          labels={words.replace}
          onAnswer={(answer) =>
            setOpened({ ...opened!, run: answer === 'replace' ? next : run, next: null })
          }
        />
      )}
    </>
  );
}

interface PickersProps extends Pick<BatchViewProps, 'onFiles'> {
  /** Nothing has been chosen yet: the place to drop on, or to choose at with a finger, is as large as the window. */
  readonly isEmpty: boolean;
}

function Pickers({ isEmpty, onFiles }: PickersProps) {
  const words = useMessages().batch;
  const examples = usePageState((state) => state.examplePairs);
  return (
    <div className={isEmpty ? 'batch-drop' : 'batch-row'}>
      {isEmpty && (
        <p className="batch-drop-here">
          <Icon name="stack" />
          <span className="drop-only">{words.dropHere}</span>
          <span className="touch-only">{words.chooseHere}</span>
        </p>
      )}
      <div className="batch-row">
        <FileButton
          folder
          label={words.chooseFolder}
          className="button"
          onFiles={(chosen) => onFiles(listFiles(chosen))}
        >
          <Icon name="upload" />
          {words.chooseFolder}
        </FileButton>
        <FileButton
          multiple
          accept={`.zip,${READABLE_FILES}`}
          label={words.chooseFiles}
          testId="batch-files"
          className="button"
          onFiles={(chosen) => onFiles(listFiles(chosen))}
        >
          <Icon name="upload" />
          {words.chooseFiles}
        </FileButton>
      </div>
      {isEmpty && examples.length > 0 && (
        <button
          type="button"
          className="button quiet"
          onClick={() => onFiles(Promise.resolve(exampleFiles(examples)))}
        >
          <Icon name="play" />
          {words.chooseExamples(examples.length)}
        </button>
      )}
    </div>
  );
}
