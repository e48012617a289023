import type { DatasetTexts } from '../declared.ts';

/** Datasets by id, and the classes they have; a licence is told in a few words. */
export const data = {
  'fashion-mnist': {
    description: 'Greyscale images of clothing in ten classes, harder to tell apart than digits.',
    licence: 'MIT, © 2017 Zalando SE',
  },
  'mnist-10k': {
    description: 'Ten thousand handwritten digits: a small download that a network learns within seconds.',
    licence: 'package MIT, Juan Cazala; digits by LeCun, Cortes and Burges, who state no licence',
  },
  emoji: {
    description: 'Animals and food, in colour; the test set has emoji that are not in the training set.',
    licence: 'OFL-1.1, © 2013–2017 Google Inc., Arjen Nienhuis',
  },
  'emoji-64': {
    description: 'Animals and food, in colour and larger: four times the work of 32 px.',
    licence: 'OFL-1.1, © 2013–2017 Google Inc., Arjen Nienhuis',
  },
  classes: {
    tShirt: 'T-shirt/top',
    trouser: 'Trouser',
    pullover: 'Pullover',
    dress: 'Dress',
    coat: 'Coat',
    sandal: 'Sandal',
    shirt: 'Shirt',
    sneaker: 'Sneaker',
    bag: 'Bag',
    ankleBoot: 'Ankle boot',
    animal: 'Animal',
    food: 'Food',
  },
} as const satisfies DatasetTexts;
