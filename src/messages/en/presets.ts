import type { PresetTexts } from '../declared.ts';

/** Experiments to start from, by id: what each is called and what it teaches. */
export const presets = {
  'what-momentum-buys': {
    name: 'What momentum buys',
    lesson: 'NMGD, Nesterov and plain gradient descent from the same initial weights, on the same batches.',
  },
  'nesterov-against-classical': {
    name: 'Nesterov against classical momentum',
    lesson: 'The same velocity with the gradient taken here or one step ahead, next to no velocity at all.',
  },
  'nesterov-family': {
    name: 'The Nesterov family',
    lesson:
      'One idea in four forms: classical momentum, Nesterov momentum, the method of 1983 and the schedule of NMGD.',
  },
  'adam-against-nesterov': {
    name: 'Adam against Nesterov, untuned',
    lesson: 'Two ways to choose a step, each at a common learning rate that was not searched for.',
  },
  'adam-against-nesterov-tuned': {
    name: 'Adam against Nesterov, tuned',
    lesson: 'The same two after a search: seven learning rates each, then seven seeds at the best one.',
  },
  'nmgd-schedule': {
    name: 'What NMGD’s schedule changes',
    lesson: 'NMGD twice: once with its momentum schedule, once with constant momentum.',
  },
  'too-high-a-learning-rate': {
    name: 'Too high a learning rate',
    lesson: 'Two equal lanes until the learning rate of one is raised: it diverges, the other goes on.',
  },
  'small-and-simple': {
    name: 'Small data, a simple network',
    lesson: 'The article expects little gain from scheduled momentum here: check it over seven seeds.',
  },
  'first-descent': {
    name: 'A first descent',
    lesson: 'A small network learns ten kinds of clothing with Nesterov momentum.',
  },
  'plain-gradient-descent': {
    name: 'Plain gradient descent',
    lesson: 'The same network and learning rate without momentum: what the velocity did.',
  },
  'classical-momentum': {
    name: 'Classical momentum',
    lesson: 'Momentum without the look-ahead, to compare with Nesterov momentum.',
  },
  'nmgd-momentum': {
    name: 'NMGD’s momentum',
    lesson: 'Nesterov momentum that starts small, rises to its maximum and settles lower: watch it change.',
  },
  adam: {
    name: 'Adam, a step for each weight',
    lesson:
      'Each weight’s step is scaled by its own recent gradients, so the learning rate has another meaning.',
  },
  article: {
    name: 'The article’s network',
    lesson:
      'Ten convolutions learn to tell animals from food in ten epochs: training loss of each epoch, test accuracy at the end.',
  },
  resnet: {
    name: 'What a shortcut carries',
    lesson:
      'Residual blocks with batch norm. Switch Residual off in the model to compare with the plain network.',
  },
  vit: {
    name: 'Patches that look at each other',
    lesson: 'A small vision transformer on sixteen patches of 7 × 7, trained by Adam with a warm-up.',
  },
  digits: {
    name: 'Handwritten digits',
    lesson: 'Ten thousand digits: a small download and a quick run.',
  },
  'vanishing-gradients': {
    name: 'Gradients that vanish',
    lesson: 'Twenty plain layers with GELU: each halves the gradient, so almost nothing reaches the first.',
  },
  'vanishing-cured-by-leaky-relu': {
    name: 'Not vanishing: LeakyReLU and He',
    lesson: 'The same twenty layers with LeakyReLU, and initial weights large enough for it.',
  },
  'vanishing-cured-by-norm': {
    name: 'Not vanishing: batch norm',
    lesson: 'The same twenty layers, each normalized to one scale: gradients arrive, and the loss falls.',
  },
  'vanishing-cured-by-residual': {
    name: 'Not vanishing: residual connections',
    lesson:
      'The same twenty layers with a skip connection around every two: gradients arrive, but learning is slower than with a norm.',
  },
  'exploding-gradients': {
    name: 'Gradients that explode',
    lesson:
      'Too high a learning rate on batches of two: one lane diverges, clipping lets one learn, the guard keeps one intact.',
  },
  'what-momentum-buys-narrow': {
    name: 'What momentum buys, narrow',
    lesson: 'NMGD, Nesterov and plain gradient descent on a small network that trains quickly anywhere.',
  },
  'nesterov-against-classical-narrow': {
    name: 'Nesterov against classical, narrow',
    lesson: 'Nesterov momentum, classical momentum and none, on the same small network.',
  },
  'article-narrow': {
    name: 'The article’s network, narrow',
    lesson:
      'Ten convolutions at a sixteenth of their width, on fewer images, learn to tell animals from food.',
  },
  narrow: {
    name: 'A narrow network',
    lesson: 'Nesterov alone on four and eight filters and small batches.',
  },
  kind: {
    race: 'Races',
    run: 'One lane',
    gradients: 'Gradients through many layers',
    narrow: 'Narrow networks',
  },
} as const satisfies PresetTexts;
