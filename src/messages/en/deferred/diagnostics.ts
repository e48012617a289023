/** Statistics of layers, and what is wrong with gradients. */
export const diagnostics = {
  exploding: {
    fact: 'Gradients explode in {layers}, from step {step} on.',
    past: 'Gradients exploded in {layers} from step {step} on, and have recovered.',
    figures: '{layer} is at {norm}.',
    risen: '{layer} is at {norm}, {times} what it began with.',
    notANumber: '{layer} is no longer a number.',
    advice: 'Clip them, guard the steps, or lower the learning rate.',
    name: 'Exploding',
    rule: 'A gradient rises past {factor} times its first {measurements} measurements and past what any layer began with, or is not finite.',
  },
  vanishing: {
    fact: 'Gradients vanish in {layers}.',
    everyLayer: 'Gradients vanish in every layer.',
    figures: 'Down to {norm}, {times} less than in {layer}.',
    zero: 'Down to 0, where {layer} has {norm}.',
    flat: 'The largest is {norm}: the loss is flat here.',
    advice: 'He initialisation with LeakyReLU, a norm or residual connections help.',
    flatAdvice:
      'Nothing is left to learn, or the outputs are saturated: then a lower learning rate helps from the start.',
    name: 'Vanishing',
    rule: 'A layer’s gradient stays below {share} of the largest layer’s, or below {norm}, for {steps} steps.',
  },
  stalled: {
    fact: 'Weights have stalled in {layers}.',
    figures: 'A step changes them by {ratio} of their norm at most.',
    advice: 'Fix the gradients, or raise the learning rate.',
    everyAdvice: 'No layer learns: the learning rate is close to zero, or the guard skips every step.',
    name: 'Stalled',
    rule: 'A step changes a layer’s weights by less than {ratio} of them, for {steps} steps.',
  },
  layers: {
    all: 'all {total} layers',
    range: '{first} to {last} ({count} layers)',
    some: '{count} of {total} layers, {first} the first',
  },
  times: '{ratio} times',
  millionTimes: '{ratio} million times',
  limits: 'The limits are this page’s own. float32 keeps about seven digits, so smaller updates are lost.',
} as const;
