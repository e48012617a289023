import { sizeOf } from '../../core/shape.ts';
import { add } from '../kernels/elementwise/add.ts';
import { dropout, dropoutGradient } from '../kernels/elementwise/dropout.ts';
import { stepCounterWords } from '../kernels/step-counter.ts';
import type { Pass } from './pass.ts';
import type { OpOf } from './tape.ts';

const maskOf = ({ y, rate, stream }: OpOf<'dropout'>) => ({ length: sizeOf(y.shape), rate, layer: stream });

const stepCounterOf = (pass: Pass) => pass.program.buffer(pass.lane.stepCounter, stepCounterWords);

export function dropoutForward(pass: Pass, op: OpOf<'dropout'>): void {
  const bindings = { x: pass.value(op.inputs[0]), y: pass.value(op.y), stepCounter: stepCounterOf(pass) };
  pass.elementwise((tuning) => dropout(maskOf(op), tuning), bindings);
}

export function dropoutBackward(pass: Pass, op: OpOf<'dropout'>): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const bindings = { dY: pass.gradient(op.y), dX: pass.contribution(x), stepCounter: stepCounterOf(pass) };
  pass.elementwise((tuning) => dropoutGradient(maskOf(op), tuning), bindings);
}

export function addForward(pass: Pass, { inputs: [a, b], y }: OpOf<'add'>): void {
  const bindings = { a: pass.value(a), b: pass.value(b), y: pass.value(y) };
  pass.elementwise((tuning) => add(sizeOf(y.shape), tuning), bindings);
}

/** The gradient of the sum is that of each of its parts: nothing is written. */
export function addBackward(pass: Pass, { inputs, y }: OpOf<'add'>): void {
  const dY = pass.gradient(y);
  for (const x of inputs) if (pass.isLearned(x)) pass.contribute(x, dY);
}
