import type { Question } from './shell.ts';

/** The chapter on autoencoders, variational ones and conditional ones. */
export const autoencoder = {
  intro:
    'Two objects, and people disagree which one catches the eye. A network with one answer must answer with the mean of both. A latent z lets it give either.',

  questions: {
    two: {
      ask: 'Half of the people answer “left”, half answer “right”. A network without z learns from all of them. What does it answer?',
      options: ['Left', 'Right', 'Both, half bright', 'Nothing'],
      why: 'The answer that is least wrong on average is the average. Choose CVAE and β = 20 below: z is then of no use, and every draw shows both objects, half bright.',
    },
    holes: {
      ask: 'A plain autoencoder has learnt all masks. You decode a place between two dots. What comes out?',
      options: ['Always a proper mask', 'Often smears, or nothing like a mask'],
      why: 'Nothing told it what lies between: the plane has holes, and its dots lie anywhere. Train the autoencoder and move the ring; then train the VAE, whose KL term packs the dots around the middle.',
    },
    collapse: {
      ask: 'You raise β of the CVAE to 20. What becomes of its latent plane?',
      options: ['The dots spread', 'All dots fall onto one place', 'Nothing changes'],
      why: 'In the CVAE, to say by z which object is meant costs at least ln\u00a02 ≈ 0.69 nats of KL, times β. It saves ln\u00a02 at each of the 18 pixels of the two objects. With β = 20 it costs more than it saves: the encoder says nothing, KL is 0 and all draws are alike. That is posterior collapse. Lower β to 1 again and watch it open. Training of UC-Net begins with β = 0 and raises it slowly, against just this.',
    },
    kl: {
      ask: 'q is N(1, 1) and p is N(0, 1). How large is KL(q ‖ p)?',
      options: ['0', '½', '1', '2'],
      why: 'The logarithm is 0, for both are equally wide. What is left is (1 + 1) / 2 − ½ = ½. Set σ of q to 1 below.',
    },
  } satisfies Record<string, Question>,

  train: {
    title: 'Train one here',
    text: 'The data: 36 pictures of two objects, each with two answers. Press Train: the network learns in this page, for 400 rounds over all 72. Losses are in nats, the unit of natural logarithms: 1 nat is 1.44 bits. β weighs the KL term, of which more below.',
    kind: 'Network',
    kinds: { ae: 'Autoencoder', vae: 'VAE', cvae: 'CVAE' },
    about: {
      ae: 'It squeezes each answer into a point of the plane and makes it again. No noise, no KL term.',
      vae: 'Each answer becomes a small cloud, and a KL term keeps the clouds near the middle. It knows nothing of the picture: its draws are answers to any picture.',
      cvae: 'As the VAE, but encoder and decoder see the picture too. So z need only say which answer.',
    },
    start: 'Train',
    more: 'Train on',
    stop: 'Stop',
    restart: 'Begin again',
    beta: 'β',
    left: 'Left object',
    right: 'Right object',
    picture: 'Picture',
    decoded: 'Answer at the ring',
    legend:
      'Dots: answers “left”. Squares: answers “right”. Circles: 1, 2 and 3 σ of the prior N(0, I). Drag the ring, or move it by the arrow keys.',
    draws: 'Six draws of z from the prior, always the same six:',
    drawsPlain:
      'Six draws of z from N(0, I), always the same six. A plain autoencoder has no prior, so nothing brings its dots there:',
    draw: (number: string) => `Draw ${number}`,
    numbers: { steps: 'Rounds', reconstruction: 'Mask error, nats', kl: 'KL, nats' },
    coincide:
      'The 72 answers are only 12 different masks. This network sees nothing but the mask, so there are 12 marks: each stands for six answers.',
    formula: {
      ae: ['loss = −ln p(y | z)', 'z = encoder(y)'],
      vae: ['loss = −ln p(y | z) + β · KL(q(z | y) ‖ p(z))', 'z = μ + σ · ε, with ε from N(0, I)'],
      cvae: [
        'loss = −ln p(y | z, x) + β · KL(q(z | y, x) ‖ p(z))',
        'z = μ + σ · ε, with ε from N(0, I)',
      ],
    },
    source:
      'Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014, section 2; Sohn et al., NIPS 2015, for the condition x, the picture; Higgins et al., ICLR 2017, for β. y is the answer; encoder and decoder are the networks q and p. In UC-Net the prior too is learnt from x',
  },

  plane: {
    label: 'Latent plane: the place that is decoded',
    place: (x: string, y: string) => `${x} across, ${y} up`,
  },

  kl: {
    title: 'Two Gaussians by hand',
    text: 'KL says how far q lies from p, in nats: how much z tells that the prior did not know. To draw z from q, take ε from N(0, 1) and set z = μ + σ · ε: the reparameterisation. Then z can be differentiated by μ and σ, and gradients reach the encoder. With β = 1 the loss of the VAE, averaged over ε, is −ELBO: the ELBO is a lower bound on ln p(y).',
    picture: 'Densities of q and p, and the drawn z',
    q: 'q, the posterior',
    p: 'p, the prior',
    z: 'z',
    handles: {
      mu: 'μ of q',
      sigma: 'σ of q',
      priorMu: 'μ of p',
      priorSigma: 'σ of p',
      epsilon: 'ε',
    },
    numbers: {
      kl: 'KL(q ‖ p)',
      reverse: 'KL(p ‖ q)',
      z: 'z = μ + σ · ε',
      slopeMu: '∂z / ∂μ',
      slopeSigma: '∂z / ∂σ = ε',
    },
    formula: ['KL(q ‖ p) = ln(σ_p / σ_q) + (σ_q² + (μ_q − μ_p)²) / (2 σ_p²) − ½'],
    source:
      'Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014, appendix B, with any p, and section 2.4 for the draw',
  },
};
