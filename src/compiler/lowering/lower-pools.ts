import { sizeOf } from '../../core/shape.ts';
import { averagePool, averagePoolGradient } from '../kernels/pool/average-pool.ts';
import { globalAveragePool, globalAveragePoolGradient } from '../kernels/pool/global-average-pool.ts';
import { maxPool, maxPoolGradient } from '../kernels/pool/max-pool.ts';
import type { Pass } from './pass.ts';
import type { OpOf } from './tape.ts';

type Pool = OpOf<'max-pool' | 'average-pool'>;

function shapeOf({ inputs: [x], window }: Pool) {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  return { batch, height, width, channels, ...window };
}

const argmaxOf = (pass: Pass, { y }: Pool) => pass.saved('argmax', y, sizeOf(y.shape));

export function poolForward(pass: Pass, op: Pool): void {
  const shape = shapeOf(op);
  const bindings = { x: pass.value(op.inputs[0]), y: pass.value(op.y) };
  if (op.op === 'average-pool') pass.elementwise((tuning) => averagePool(shape, tuning), bindings);
  else pass.elementwise((tuning) => maxPool(shape, tuning), { ...bindings, argmax: argmaxOf(pass, op) });
}

export function poolBackward(pass: Pass, op: Pool): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const shape = shapeOf(op);
  const bindings = { dY: pass.gradient(op.y), dX: pass.contribution(x) };
  if (op.op === 'average-pool') pass.elementwise((tuning) => averagePoolGradient(shape, tuning), bindings);
  else {
    const argmax = argmaxOf(pass, op);
    pass.elementwise((tuning) => maxPoolGradient(shape, tuning), { ...bindings, argmax });
  }
}

type GlobalPool = OpOf<'global-average-pool'>;

function globalShape({ inputs: [x] }: GlobalPool) {
  const [batch = 0, ...rest] = x.shape;
  const channels = rest.at(-1) ?? 0;
  return { batch, pixels: sizeOf(rest) / channels, channels };
}

export function globalPoolForward(pass: Pass, op: GlobalPool): void {
  const shape = globalShape(op);
  pass.elementwise((tuning) => globalAveragePool(shape, tuning), {
    x: pass.value(op.inputs[0]),
    y: pass.value(op.y),
  });
}

export function globalPoolBackward(pass: Pass, op: GlobalPool): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const shape = globalShape(op);
  pass.elementwise((tuning) => globalAveragePoolGradient(shape, tuning), {
    dY: pass.gradient(op.y),
    dX: pass.contribution(x),
  });
}
