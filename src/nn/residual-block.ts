import type { Activation } from './activation.ts';
import { normLayers } from './common-options.ts';
import type { Init } from './init.ts';
import { activate } from './layers/activate.ts';
import { add } from './layers/add.ts';
import { conv2d } from './layers/conv2d.ts';
import type { Network } from './network.ts';

/** The options that shape a block. */
type BlockValues = Parameters<typeof normLayers>[0] & { readonly residual: boolean; readonly init: Init };

interface Conv {
  readonly name: string;
  readonly filters: number;
  readonly stride?: 1 | 2;
  readonly size?: number;
}

/** Convolution, norm and, where given, activation; the convolution carries bias and activation where there is no norm. */
export function convThenNorm(
  network: Network,
  { init, ...values }: BlockValues,
  { name, ...conv }: Conv,
  activation: Activation | null,
  from = network.last,
): void {
  const [norm] = normLayers(values, `${name}/norm`);
  if (!norm) {
    network.append((x) => conv2d(name, x, { ...conv, init, ...(activation && { activation }) }), from);
    return;
  }
  network.append((x) => conv2d(name, x, { ...conv, init, bias: false }), from).append(norm);
  if (activation) network.append((x) => activate(`${name}/activation`, x, activation));
}

/**
 * A residual block: h ← act(shortcut(h) + norm(conv(act(norm(conv(h)))))); the shortcut is a 1×1 convolution with norm
 * where stride or width change the shape. Without `residual`, the same two convolutions one behind the other.
 */
export function residualBlock(
  network: Network,
  values: BlockValues,
  { name, filters, stride = 1 }: Conv,
  act: Activation,
): void {
  const start = network.last;
  const [channels] = network.shape.slice(-1);
  convThenNorm(network, values, { name: `${name}/conv1`, filters, stride }, act);
  if (!values.residual) {
    convThenNorm(network, values, { name: `${name}/conv2`, filters }, act);
    return;
  }
  convThenNorm(network, values, { name: `${name}/conv2`, filters }, null);
  const inner = network.last;
  if (stride !== 1 || channels !== filters) {
    convThenNorm(network, values, { name: `${name}/shortcut`, filters, stride, size: 1 }, null, start);
  }
  const around = network.last === inner ? start : network.last;
  network.append((x) => add(`${name}/add`, x, [around, inner]));
  network.append((x) => activate(`${name}/activation`, x, act));
}
