import { useMemo } from 'react';
import { Segments } from '../../parts/Segments.tsx';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { SALIENCY_FIELDS, type SaliencyProps } from './fields.ts';
import { FusionLab, ScenePhoto } from './FusionLab.tsx';
import { LightFieldLab } from './LightFieldLab.tsx';
import { PeopleLab } from './PeopleLab.tsx';
import { HEIGHT, WIDTH } from './scene.ts';
import { drawTask, TASKS } from './tasks.ts';
import './saliency.css';

/** Chapter 1: what is asked, of whom, and of which data. */
export function SaliencyChapter() {
  const words = useLearnMessages().saliency;
  const [values, change] = useLinkedFields(SALIENCY_FIELDS);
  const { questions, tasks, person, fusion } = words;
  return (
    <>
      <p>{words.intro}</p>
      <Predict id="task" question={questions.task} />
      <h2>{tasks.title}</h2>
      <p>{tasks.text}</p>
      <TasksLab values={values} change={change} />
      <Predict id="people" question={questions.people} />
      <h2>{person.title}</h2>
      <p>{person.text}</p>
      <PeopleLab values={values} change={change} />
      <h2>{fusion.title}</h2>
      <p>{fusion.text}</p>
      <Predict id="fusion" question={questions.fusion} />
      <FusionLab values={values} change={change} />
      <h2>{words.lightField.title}</h2>
      <Predict id="focus" question={questions.focus} />
      <LightFieldLab values={values} change={change} />
    </>
  );
}

function TasksLab({ values, change }: SaliencyProps) {
  const words = useLearnMessages().saliency;
  const { task } = values;
  const { tasks } = words;
  const pixels = useMemo(() => drawTask(task), [task]);
  return (
    <div className="lab lab-wide" data-testid="tasks-lab">
      <Segments
        legend={tasks.legend}
        options={TASKS}
        labels={tasks.names}
        value={task}
        onChange={(next) => change({ task: next })}
      />
      <div className="map-row map-row-two">
        <ScenePhoto />
        <figure className="map-figure">
          <PixelPicture label={tasks.names[task]} height={HEIGHT} width={WIDTH} pixels={pixels} />
          <figcaption data-testid="task-answer">{tasks.answers[task]}</figcaption>
        </figure>
      </div>
      <Formula lines={[]} source={tasks.source} />
    </div>
  );
}
