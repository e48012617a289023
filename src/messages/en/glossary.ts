/** Terms that the page explains, in the words of docs/glossary.md. */
export const glossary = {
  epoch: {
    term: 'Epoch',
    meaning:
      'One pass over the training images, in floor(images / batch size) steps. Images that are left over are dropped.',
  },
  seed: {
    term: 'Seed',
    meaning:
      'A number that fixes initial weights, the order of the batches, dropout and augmentation. The same seed on the same adapter gives the same losses.',
  },
  lane: {
    term: 'Lane',
    meaning:
      'An optimizer with its settings. All lanes of an experiment train the same network from the same initial weights on the same batches.',
  },
  optimizer: {
    term: 'Optimizer',
    meaning: 'The rule that turns a gradient into an update of the weights.',
  },
  adapter: {
    term: 'Adapter',
    meaning:
      'The device that the browser computes on through WebGPU. A software adapter is the CPU in its place.',
  },
  backend: {
    term: 'Backend',
    meaning: 'What runs the training: WebGPU on a GPU, WebAssembly on the CPU, WebGL, or JavaScript.',
  },
} as const;
