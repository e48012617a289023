import { describe, expect, it } from 'vitest';
import { chain } from '../../../src/optim/chain.ts';
import { HostScalars } from '../../../src/optim/host-scalars.ts';
import { Reference } from '../../../src/optim/reference.ts';
import { guardedTrajectories } from './straight-guard.ts';
import { straightTrajectories } from './straight-runs.ts';
import { deviations } from './trajectory.ts';

describe('what has no golden follows plain float64 code that knows nothing of the declarations', () => {
  it.each([...straightTrajectories, ...guardedTrajectories])('$name, within 1e-12', (trajectory) => {
    for (const [i, deviation] of [...deviations(trajectory)].entries()) {
      expect(deviation, `step ${i + 1}`).toBeLessThan(1e-12);
    }
  });
});

describe.each(guardedTrajectories)(
  'the stability guard: $name',
  ({ update, parameters, steps, accepted }) => {
    const plan = chain(update);

    it('skips the same steps and says so', () => {
      const reference = new Reference(plan, parameters);
      const host = new HostScalars(plan);
      const outcomes = steps.map(({ gradients, hyperparams, loss }, i) =>
        reference.step(gradients, host.at(i + 1, hyperparams), loss),
      );
      expect(outcomes.map((outcome) => outcome.accepted)).toEqual(accepted);
      expect(outcomes[0]?.norm).toBeCloseTo(Math.hypot(...(steps[0]?.gradients[0] ?? [])), 12);
    });

    it('is tried by steps of both kinds', () => {
      const skipped = accepted.filter((isAccepted) => !isAccepted).length;
      expect(skipped).toBeGreaterThan(20);
      expect(accepted.length - skipped).toBeGreaterThan(60);
      expect(accepted.slice(0, 8).filter((isAccepted) => !isAccepted)).toHaveLength(2);
    });
  },
);
