/** The drawers of the sidebar: data, length, race, model. */
export const settings = {
  shared: {
    title: 'Shared by every lane',
    alone: 'Experiment',
  },
  part: {
    data: 'Data',
    model: 'Model',
    length: 'Length',
    race: 'Race',
  },
  summary: {
    classes: '{dataset}, {count, plural, one {# class} other {# classes}}',
    images: '{images} · batch {batch}',
    firstImages: 'first {images} · batch {batch}',
    split: '{train} training, {validation} validation, {test} test images',
    unfit: 'does not fit',
    parameters: '{count, plural, one {# parameter} other {# parameters}}',
    fromFile: '{count, plural, one {# parameter} other {# parameters}} · from a file',
    seed: 'seed {seed}',
    seeds: '{count, plural, one {# seed} other {# seeds}} from {seed}',
    toTarget: 'to {target}',
    timed: 'timed',
    targetLoss: 'loss {loss}',
    steps: '{count, plural, one {# step} other {# steps}}',
    epochs: '{count, plural, one {# epoch} other {# epochs}}',
    interval: 'evaluated every {interval}',
  },
  /** What a number counts. */
  unit: {
    px: 'px',
    steps: 'steps',
    value: '× value',
    run: '× run',
  },
  fieldError: '{field}: {text}',
  /** Subjects of an error that stands beside another control. */
  fieldName: {
    batchSize: 'Batch size',
    trainCount: 'Training images',
    validation: 'Validation images',
  },
  download: {
    label: 'Download of the images',
    lookup: 'Looking up the files',
    loaded: '{loaded} of {total}',
    ready: '{loaded} of {total}. Training can start now',
    failed:
      '{loaded} of {total}. {failures, plural, one {A file could not be downloaded} other {# files could not be downloaded}}',
  },
  gallery: {
    one: 'An image of each class',
    some: 'Images of each class',
  },
  length: {
    unit: {
      stopped: 'Until stopped',
    },
  },
  mode: {
    label: 'Mode',
    quick: 'Quick',
    quickHelp:
      'Uses each lane’s own learning rate; you can change it while training. Results are marked untuned.',
    fair: 'Fair',
    fairHelp:
      'Each lane first tries the same number of learning rates at a seed that is not raced, then races at its best.',
  },
  cost: {
    lanes: '{count, plural, one {# lane} other {# lanes}}',
    rates: '{count, plural, one {# rate} other {# rates}} × {lanes}',
    seeds: '{count, plural, one {# seed} other {# seeds}} × {lanes}',
    runs: '{runs} of {steps, plural, one {# step} other {# steps}}',
    timed:
      '{runs} of {steps, plural, one {# step} other {# steps}}, then {lanes} × {alone, plural, one {# step} other {# steps}} alone',
    total: '{count, plural, one {# step of one lane} other {# steps of one lane}}',
  },
} as const;
