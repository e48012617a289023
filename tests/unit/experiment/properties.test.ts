import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import { fitsFloat32 } from '../../../src/core/number-fault.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { optimizers } from '../../../src/optim/index.ts';
import type { Parameter } from '../../../src/optim/parameter.ts';
import { schedulesFor } from '../../../src/optim/schedules/index.ts';
import type { ScheduledHyperparam } from '../../../src/optim/schedules/schedule.ts';
import { warmupParameters } from '../../../src/optim/schedules/warmup.ts';
import type { OptimizerDeclaration, Option } from '../../../src/optim/transform.ts';

/** 0 for what float32 would round to it. */
const held = (value: number): number => (fitsFloat32(value) ? value : 0);

/** Values for the numbers of a form: anything between the ends of their sliders. */
const numbersArbitrary = (parameters: readonly Parameter[]) =>
  fc.record(
    Object.fromEntries(
      parameters.map(({ key, min, max, integer }) => [
        key,
        integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map(held),
      ]),
    ),
    { requiredKeys: [] },
  );
const choicesArbitrary = (options: readonly Option[]) =>
  fc.record(
    Object.fromEntries(
      options.map(
        (option) => [option.key, option.kind === 'number' ? fc.integer(option.valid) : fc.boolean()] as const,
      ),
    ),
    { requiredKeys: [] },
  );
const merged = (...parts: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((objects) => Object.assign({}, ...objects) as Record<string, unknown>);

const scheduleArbitrary = (scheduled: ScheduledHyperparam) =>
  fc
    .constantFrom(...schedulesFor(scheduled))
    .chain(({ id, parameters, choices }) =>
      merged(
        fc.constant({ id }),
        numbersArbitrary([...parameters, ...warmupParameters]),
        choicesArbitrary(choices),
      ),
    );
const positive = fc.double({ min: 1.2e-38, max: 3.4e38, noNaN: true });
const declarations: readonly OptimizerDeclaration[] = optimizers;
const laneArbitrary = fc.constantFrom(...declarations).chain(({ id, hyperparams, options, momentumKey }) =>
  merged(
    fc.record({
      optimizer: merged(
        fc.constant({ id }),
        numbersArbitrary(hyperparams),
        choicesArbitrary(options),
        fc.record({ lr: positive }),
      ),
      lrSchedule: scheduleArbitrary('lr'),
      clip: fc.constant({ globalNorm: 1, value: 0.5 }),
      guard: fc.record({ factor: fc.double({ min: 1.0001, max: 3.4e38, noNaN: true }) }),
      events: fc.array(
        fc.record({
          step: fc.nat(1e8),
          set: fc.record(
            {
              'optimizer.lr': positive,
              'clip.globalNorm': positive,
              'clip.value': positive,
              'guard.factor': fc.double({ min: 1.0001, max: 1e9, noNaN: true }),
              lrSchedule: scheduleArbitrary('lr'),
            },
            { requiredKeys: [] },
          ),
        }),
        { maxLength: 5 },
      ),
    }),
    momentumKey === null
      ? fc.constant({})
      : fc.record({ momentumSchedule: scheduleArbitrary('momentum') }, { requiredKeys: [] }),
  ),
);
const specArbitrary = fc.record({
  version: fc.constant(1),
  name: fc.string({ maxLength: 200 }),
  seed: fc.nat(2 ** 32 - 1),
  data: fc.record({
    id: fc.constantFrom('fashion-mnist', 'mnist-10k'),
    batchSize: fc.integer({ min: 1, max: 1024 }),
    classes: fc.constantFrom(null, [0, 9], [2, 3, 5]),
    validation: fc.integer({ min: 1, max: 1000 }),
    size: fc.option(fc.integer({ min: 8, max: 256 })),
    fit: fc.constantFrom('pad', 'resize'),
    rgb: fc.boolean(),
    augment: fc.record({ flip: fc.boolean(), shift: fc.nat(32) }),
  }),
  model: fc.record({
    id: fc.constant('cnn'),
    filters: fc.array(fc.integer({ min: 1, max: 1024 }), { minLength: 1, maxLength: 4 }),
  }),
  training: fc.record({
    steps: fc.integer({ min: 1, max: 1e8 }),
    evalEvery: fc.integer({ min: 1, max: 1000 }),
    labelSmoothing: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  lanes: fc.tuple(laneArbitrary),
});

describe('properties', () => {
  it('parse ∘ print is the identity', () => {
    fc.assert(
      fc.property(specArbitrary, (input) => {
        const spec = parseSpec(input);
        expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      }),
    );
  });

  it('no input crashes it: it parses, or throws a DownhillError', () => {
    const anything = fc.oneof(
      fc.anything(),
      specArbitrary.chain((spec) =>
        fc
          .record({ key: fc.constantFrom(...Object.keys(spec)), value: fc.anything() })
          .map(({ key, value }) => ({ ...spec, [key]: value })),
      ),
    );
    fc.assert(
      fc.property(anything, (input) => {
        try {
          parseSpec(input);
        } catch (error) {
          expect(error).toBeInstanceOf(DownhillError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
