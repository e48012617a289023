import { describe, expect, it } from 'vitest';
import { Arena } from '../../../../src/compiler/lowering/arena.ts';
import { gatherProgram, laneProgram, trainingPasses } from '../../../../src/compiler/lowering/lower.ts';
import { trace } from '../../../../src/compiler/lowering/tape.ts';
import { cnn } from '../../../../src/nn/cnn.ts';
import type { Layer } from '../../../../src/nn/layer.ts';
import { logistic } from '../../../../src/nn/logistic.ts';
import { mlp } from '../../../../src/nn/mlp.ts';
import { resnet } from '../../../../src/nn/resnet.ts';
import { tenConv } from '../../../../src/nn/ten-conv.ts';
import { vit } from '../../../../src/nn/vit.ts';
import { compiledLane, nesterovLane } from '../../../support/lane.ts';

/** How many dispatches a step of one lane with Nesterov is, batch 64. */
function dispatchesOf(layers: readonly Layer[], input: readonly [number, number, number]): number {
  const [height, width, channels] = input;
  const tape = trace(layers, input, 64);
  const context = { adapterClass: 'software', arena: new Arena(tape.parameters), classes: 10 } as const;
  const range = { buffer: 'plan', offset: 0, length: 1 };
  const shape = { batch: 64, height, width, channels, samples: 1000, indexRows: 64 };
  const lane = { ...compiledLane(nesterovLane()), index: 0, lanes: 1, hostScalars: range, rows: 64 };
  return [
    gatherProgram(context, shape, range, 'stepCounter'),
    laneProgram(context, trainingPasses(context, tape), 0, lane),
  ].reduce((sum, program) => sum + program.dispatches(new Map()).length, 0);
}

const grey = [28, 28, 1] as const;
const colour = [32, 32, 3] as const;

describe('dispatches of a step', () => {
  it.each([
    ['cnn', dispatchesOf(cnn.layers({}, grey, 10), grey), 13],
    ['cnn, one dense layer more', dispatchesOf(cnn.layers({ dense: [32] }, grey, 10), grey), 16],
    ['cnn with leaky ReLU', dispatchesOf(cnn.layers({ activation: 'leaky-relu' }, grey, 10), grey), 13],
    ['cnn with batch norm', dispatchesOf(cnn.layers({ norm: 'batch' }, grey, 10), grey), 33],
    ['logistic', dispatchesOf(logistic.layers({}, grey, 10), grey), 5],
    ['mlp', dispatchesOf(mlp.layers({}, grey, 10), grey), 8],
    ['mlp with dropout', dispatchesOf(mlp.layers({ dropout: 0.5 }, grey, 10), grey), 11],
    ['ten-conv', dispatchesOf(tenConv.layers({ width: 0.125 }, colour, 10), colour), 48],
    ['resnet', dispatchesOf(resnet.layers({}, grey, 10), grey), 117],
    ['vit', dispatchesOf(vit.layers({}, grey, 10), grey), 50],
  ])('%s', (_, counted, expected) => {
    expect(counted).toBe(expected);
  });
});
