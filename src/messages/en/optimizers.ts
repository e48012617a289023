import type { OptimizerTexts } from '../declared.ts';

/** Optimizers with their hyperparameters and options, by id; `differs`: where libraries compute something else. */
export const optimizers = {
  nmgd: {
    help: 'Nesterov momentum that starts low, rises and settles lower; attention over recent gradients is optional.',
    differs:
      'No library has it. With constant momentum and without attention it is Nesterov momentum as in PyTorch.',
  },
  nesterov: {
    help: 'Momentum that looks ahead: the gradient is taken where the velocity is about to carry the weights.',
    differs:
      'As in PyTorch. Keras and Sutskever keep the learning rate inside the velocity, so results differ once it changes.',
  },
  nesterov1983: {
    help: 'The original accelerated gradient: its momentum grows by itself towards 1, so there is none to tune.',
    differs:
      'The paper stores the point before the extrapolation and, like Keras, keeps the learning rate inside the velocity, so results differ once it changes.',
  },
  momentum: {
    help: 'Classical momentum: a velocity accumulates the gradients, and each step follows the velocity.',
    differs:
      'As in PyTorch. Keras and Sutskever keep the learning rate inside the velocity, so results differ once it changes.',
  },
  sgd: {
    help: 'Plain gradient descent: each step follows the gradient of its batch, without memory of earlier ones.',
    differs: 'All libraries agree.',
  },
  adam: {
    help: 'Momentum with a step size for each weight, from a moving average of its squared gradients.',
    differs:
      'As in PyTorch. TensorFlow and tfjs use ε = 1e-7, and tfjs computes the bias correction in float32, off by 1e-5 in the first steps.',
  },
  adamw: {
    help: 'Adam with decoupled weight decay, which shrinks the weights directly instead of changing their gradients.',
    differs:
      'As in PyTorch: the decay is η λ. The paper uses λ times the factor of the schedule, without the learning rate.',
  },
  nadam: {
    help: 'Adam with Nesterov momentum, which warms up by itself.',
    differs:
      'As in PyTorch 2. PyTorch 1.13 has one factor of momentum too many in the bias correction of the look-ahead.',
  },
  radam: {
    help: 'Adam that adapts its step sizes only after enough gradients, which acts as a warm-up.',
    differs: 'As in PyTorch, which rectifies from ρ > 5; the paper does so from ρ > 4.',
  },
  rmsprop: {
    help: 'Divides each weight’s gradient by the root of the moving average of its squares, so that all weights move at a similar rate.',
    differs:
      'As in PyTorch. tfjs puts ε inside the root, keeps the learning rate inside the velocity and has a decay rate of 0.9; its centered form fails on vanishing gradients.',
  },
  adagrad: {
    help: 'Divides each weight’s gradient by the root of the sum of all its squares so far, so steps only shrink.',
    differs:
      'As in PyTorch. tfjs and TensorFlow put ε = 1e-7 inside the root and start the sum of squares at 0.1.',
  },
  muon: {
    help: 'Momentum whose step for each matrix is made orthogonal, so that all its directions move equally.',
    differs:
      'Jordan’s code orthogonalizes in bfloat16 and counts outputs as rows; here it is float32, and inputs are rows.',
  },
  family: {
    momentum: 'Gradient descent and momentum',
    adaptive: 'Adaptive: a step size for each weight',
    matrix: 'Matrix: one step for each layer as a whole',
  },
  hyperparams: {
    lr: {
      label: 'learning rate',
      help: 'Size of each step against the gradient. Too low is slow, too high diverges.',
    },
    momentum: {
      label: 'momentum',
      help: 'How much of the last step is carried into the next. Higher is faster along a valley and slower to turn.',
    },
    dampening: {
      label: 'dampening',
      help: 'Fraction taken off every gradient but the first before it enters the velocity.',
    },
    beta1: {
      label: 'beta 1',
      help: 'Decay rate of the first moment, the moving average of the gradients; it acts as momentum.',
    },
    beta2: {
      label: 'beta 2',
      help: 'Decay rate of the second moment, the moving average of the squared gradients, which sets the step size of each weight.',
    },
    decay: {
      label: 'decay rate',
      help: 'Decay rate of the moving average of the squared gradients.',
    },
    eps: {
      label: 'epsilon',
      help: 'Keeps the division from blowing up where gradients are tiny. Large values act like plain gradient descent.',
    },
    weightDecay: {
      label: 'weight decay',
      help: 'Pulls every weight towards zero: added to its gradient (L2) or, decoupled, subtracted from the weight itself.',
    },
    lrShare: {
      label: 'AdamW share',
      help: 'Learning rate of biases and of the last layer, which AdamW trains, as a fraction of the learning rate.',
    },
    momentumDecay: {
      label: 'momentum decay',
      help: 'How fast the momentum grows from half of beta 1 to all of it.',
    },
    tau: {
      label: 'temperature',
      help: 'How evenly attention mixes the stored gradients. Low follows the most similar ones, high averages all.',
    },
    clipNorm: {
      label: 'clip by norm',
      help: 'Scales the whole gradient down to at most this norm and keeps its direction.',
    },
    clipValue: {
      label: 'clip by value',
      help: 'Limits the gradient of each weight to this value, in both directions.',
    },
    guardFactor: {
      label: 'guard',
      help: 'Skips a step whose loss or gradient norm is not finite or exceeds this multiple of its running median.',
    },
  },
  options: {
    amsgrad: {
      label: 'AMSGrad',
      help: 'Divides by the largest second moment so far, so that step sizes never grow again.',
    },
    decoupled: {
      label: 'decoupled decay',
      help: 'Shrinks the weights directly, as in AdamW, instead of adding the weight decay to their gradients.',
    },
    centered: {
      label: 'centered',
      help: 'Divides by the standard deviation of the gradients instead of by their root mean square.',
    },
    nesterov: {
      label: 'Nesterov',
      help: 'Orthogonalizes the look-ahead, gradient plus scaled velocity, instead of the velocity alone.',
    },
    attention: {
      label: 'gradient attention',
      help: 'Replaces each gradient by its attention over recent gradients, before the momentum.',
    },
    keep: {
      label: 'stored gradients',
      help: 'Number of past gradients that attention compares with the current one. Each takes as much memory as the weights.',
    },
    headSize: {
      label: 'head size',
      help: 'Number of consecutive weights that are compared together.',
    },
  },
} as const satisfies OptimizerTexts;
