import type { Question } from './shell.ts';

/** The chapter on what saliency is. */
export const saliency = {
  intro:
    'Look at a photo for a moment: something catches your eye. Saliency asks what, pixel by pixel. People do not all agree, and that is the beginning of UC-Net.',

  questions: {
    task: {
      ask: 'A salient object detector looks at this scene. What does it answer?',
      options: [
        'A class for every pixel: ball, box, poster, mug',
        'Where eyes land, as soft spots',
        'White for what stands out, whatever it is, black for the rest',
      ],
      why: 'It names nothing and draws whole objects. The other two are semantic segmentation and fixation prediction. Switch between them below.',
    },
    people: {
      ask: 'Twelve people mark what catches the eye in one picture. Is there one right answer?',
      options: ['Yes, the one of the majority', 'No: each answer is right for somebody'],
      why: 'Most data sets keep one answer and throw the others away. Raise the number of people below: their mean IoU stays well under 1.',
    },
    fusion: {
      ask: 'The grey box has the wall’s own colour, but stands before it. Which cue finds it?',
      options: ['Colour', 'Depth', 'Neither'],
      why: 'Set the weight of depth to 0: the box is as dark as the wall. Set it to 1: now the box is there, and the flat poster is gone.',
    },
    focus: {
      ask: 'A light-field camera sees this scene from 5 × 5 places. You average the views as they are, and move none. What is sharp?',
      options: ['Everything', 'What is far', 'What is near', 'Nothing'],
      why: 'What is far hardly moves from view to view, so it falls onto itself; what is near is smeared. Move each view back by as much as a near thing moved, and that thing is sharp instead. Set the focus below to 0, then to 0.9.',
    },
  } satisfies Record<string, Question>,

  scene: 'The scene: ball, box, poster and mug',

  tasks: {
    title: 'Three questions about one photo',
    text: 'Segmentation asks what each pixel belongs to. Fixation asks where eyes land. Salient object detection asks which things stand out, with their outlines.',
    legend: 'Question',
    names: { segmentation: 'Segmentation', salient: 'Salient object', fixation: 'Fixation' },
    answers: {
      segmentation: 'One colour a class. Everything counts, the box as much as the ball.',
      salient: 'White where more than half of all people mark a thing.',
      fixation:
        'Bright where eyes land often: spots, not outlines. No eyes were measured: a spot lies in the middle of each thing, as bright as the share of people who mark it.',
    },
    source:
      'Long et al., CVPR 2015 (segmentation); Achanta et al., CVPR 2009 (salient regions); Itti, Koch and Niebur, TPAMI 1998 (fixation)',
  },

  person: {
    title: 'Be somebody',
    text: 'In this project a person is three numbers. They decide what is marked, and the network learns to answer as each person would: its three z learn to play the part of these numbers, on a scale of their own (chapter 6).',
    generous: 'Generous',
    near: 'Prefers near',
    large: 'Prefers large',
    answer: 'Your answer',
    share: 'Share of people',
    names: { ball: 'Ball', box: 'Box', poster: 'Poster', mug: 'Mug' },
    table: { label: 'What decides', thing: 'Thing', sum: 'Left side' },
    marks: (value: string) => `marked, ${value}`,
    leaves: (value: string) => `not marked, ${value}`,
    people: 'People',
    seed: 'Which people',
    personAnswer: (number: string) => `Person ${number}`,
    crowd: 'Share of them who mark it',
    numbers: { iou: 'Mean IoU of two people', best: 'Mean IoU of the most typical person' },
    note: 'IoU: the area that two answers share, over the area of both together. The most typical person is the one whose answer overlaps most with those of the others. Whoever would mark nothing marks what comes nearest.',
    formula: [
      'marked where probit(p) + (g + .9 · n · near + 1.2 · s · large) / √(1 + (.9 · n)² + (1.2 · s)²) > 0',
      'p: share of all people who mark it; n, s: how near and how large it is among the four, −1 to 1',
      'probit: the inverse of the normal distribution function, so that probit(½) = 0',
      'g, near, large: the three numbers of the person; by chance, each from N(0, 1)',
    ],
    source:
      'This project, docs/training.md; several answers a photo: Li et al., PASCAL-S, CVPR 2014',
  },

  fusion: {
    title: 'Colour and depth: where do they meet?',
    text: 'A 2-D image has colour alone, RGB-D has depth too. Colour and depth can be joined at the beginning, half-way, or at the end.',
    legend: 'Fusion',
    names: { early: 'Early', feature: 'Feature', result: 'Result' },
    about: {
      early:
        'Depth is one more channel. One rule sees both from the first step: here the contrast of colour and depth together.',
      feature:
        'Each has features of its own, which meet half-way: here both must speak for a pixel, so what stands out twice is brightest.',
      result:
        'Each decides alone, and the two finished answers are averaged: what one of them missed cannot come back whole.',
    },
    flow: {
      early: ['Colour + depth', 'One network', 'Map'],
      feature: ['Colour | depth', 'Features of each, joined', 'One network', 'Map'],
      result: ['Colour | depth', 'Two networks', 'Two maps, joined', 'Map'],
    },
    flowLabel: 'The way of the data',
    weight: 'Weight of depth',
    colour: 'Colour',
    depth: 'Depth, near is bright',
    map: 'Map',
    cues: {
      early: { colour: 'Contrast of colour alone', depth: 'Contrast of depth alone' },
      feature: { colour: 'Feature: contrast of colour', depth: 'Feature: contrast of depth' },
      result: { colour: 'Answer of colour', depth: 'Answer of depth' },
    },
    uses: 'UC-Net joins the photo and the corrected depth early. The network of this page also gives depth its own way into each stage.',
    numbers: { ball: 'Ball', box: 'Box', poster: 'Poster', mug: 'Mug' },
    formula: [
      'contrast of a pixel = mean distance to all pixels, over the largest',
      'early: distance² = ((1 − w) · colour)² + (w · depth)²',
      'feature: colour contrast^(1 − w) · depth contrast^w',
      'result: (1 − w) · [colour contrast is high] + w · [depth contrast is high]',
      'high: at least 1.5 times its mean over the picture',
    ],
    source:
      'Contrast: Cheng et al., Global Contrast, CVPR 2011; kinds of fusion: Zhou et al., RGB-D Salient Object Detection: A Survey, 2021. A rule in a network’s place',
  },

  lightField: {
    title: '4-D: focus afterwards',
    picture: 'Focused afterwards, from 25 views',
    focus: 'Focus, nearness',
    sharp: (thing: string) => `Sharpness: ${thing}`,
    chart: 'Sharpness of each thing’s edge at every focus; the line is where you are',
    axis: 'Focus: far to near',
    text: 'A light-field camera keeps every ray: two numbers for where it crosses the lens, two for its pixel. Here are 5 × 5 views of the scene, each moved back and averaged. What is sharp at one focus and blurred at the others tells how near it is: so saliency on light fields has a stack of such pictures, where RGB-D has one depth map.',
    formula: [
      'photo(x, y) = mean over views (u, v) of view(x + 2 · focus · u, y + 2 · focus · v)',
      'u, v: −2 to 2; what is nearest moves by 2 pixels from view to view',
      'sharpness = sum of (step in colour across the thing’s edge)², over its largest',
    ],
    source:
      'Ng et al., Light Field Photography with a Hand-held Plenoptic Camera, 2005; Li et al., Saliency Detection on Light Field, CVPR 2014',
  },
};
