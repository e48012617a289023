import { cnn } from '../../src/nn/cnn.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { resnet } from '../../src/nn/resnet.ts';
import { vit } from '../../src/nn/vit.ts';
import type { CnnRun } from './references.ts';
import { goldenTensors } from './references.ts';

const activations = {
  relu: 'relu',
  'leaky_relu_0.01': 'leaky-relu',
  gelu_erf: 'gelu',
  gelu_tanh: 'gelu-tanh',
} as const;

/** What our models call what PyTorch's runs call otherwise, by the beginning of the name. */
const names: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  cnn: [['dense/', 'logits/']],
  residual: [
    ['dense/', 'logits/'],
    ['res/', 'block1/'],
  ],
  vit: [
    ['pos', 'tokens/positions'],
    ['ln1/', 'block1/norm1/'],
    ['attn/', 'block1/attention/'],
    ['ln2/', 'block1/norm2/'],
    ['mlp', 'block1/mlp'],
    ['lnf/', 'norm/'],
    ['head/', 'logits/'],
  ],
};

/** The network of a run as one of our models, with default options unless the run has others. */
function layersOf({ net, activation: named }: CnnRun): readonly Layer[] {
  const activation = activations[named as keyof typeof activations];
  const input = [28, 28, 1];
  if (net === 'cnn') return cnn.layers({ filters: [8, 16], activation }, input, 10);
  if (net === 'residual') {
    const options = { depth: 4, width: 8, stemPool: true, head: 'flatten', norm: 'none' } as const;
    return resnet.layers({ ...options, activation }, input, 10);
  }
  const options = { patch: 7, width: 32, depth: 1, heads: 1, hidden: 64, pool: 'mean' } as const;
  return vit.layers({ ...options, activation }, input, 10);
}

/** PyTorch's tensors of a kind (`init`, `grad0_relu`, …) under our names. */
const ourTensors = (net: string, kind: string): NamedValues[] =>
  goldenTensors(`${net}/${kind}/`).map(({ name, ...tensor }) => {
    const [theirs = '', ours = ''] = names[net]?.find(([start]) => name.startsWith(start)) ?? [];
    return { ...tensor, name: ours + name.slice(theirs.length) };
  });

/** The network of a run and its initial weights, in the order of our parameters. @throws where a name or shape differs */
export function netOf(run: CnnRun): { layers: readonly Layer[]; weights: NamedValues[] } {
  const layers = layersOf(run);
  const initial = new Map(ourTensors(run.net, 'init').map((tensor) => [tensor.name, tensor]));
  const weights = layers.flatMap(({ parameters }) =>
    parameters.map(({ name, shape }) => {
      const initialTensor = initial.get(name);
      if (initialTensor?.shape.join() !== shape.join())
        throw new Error(`${run.net}: ${name} is missing or of another shape`);
      return initialTensor;
    }),
  );
  if (weights.length !== initial.size) throw new Error(`${run.net}: has other parameters`);
  return { layers, weights };
}

/** The runs of cnn.json that our models can repeat: all but the one with tanh, which is no choice of theirs. */
export const isOurs = ({ activation }: CnnRun): boolean => activation in activations;
