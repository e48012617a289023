import type { Page } from '@playwright/test';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { expect, openPage, test } from '../e2e/page.ts';
import { onBusyMachine } from './busy.ts';
import type { Network } from './networks.ts';
import { aloneSpec, companySpec, networks } from './networks.ts';

const repeats = 20;
const limitSeconds = 900;
test.setTimeout(1000 * limitSeconds);

/** What must be the same each time: all but times. */
async function facts(page: Page, spec: ExperimentSpec) {
  return page.evaluate(async (args) => {
    const { lanes, hashes, timing } = await window.downhill.run(args);
    return {
      hashes,
      steps: timing.steps,
      lanes: lanes.map(({ state, divergence, targetStep, loss, evals, epochs }) => ({
        ...{ state, divergence, targetStep, evals, epochs },
        loss: loss.map(String), // NaN too
      })),
    };
  }, spec);
}

for (const network of Object.keys(networks) as Network[]) {
  test(`${network} has the same losses, hashes and divergence ${repeats} times on a busy machine, alone and in company`, async ({
    page,
  }) => {
    await openPage(page, aloneSpec(network));
    const alone = await facts(page, aloneSpec(network));
    const company = await facts(page, companySpec(network));
    expect(alone.lanes[0]?.loss).toHaveLength(300);
    expect(company.lanes[1]?.state).toBe('diverged');
    expect(company.lanes[1]?.loss.length).toBeGreaterThan(150);
    expect(company.lanes[0]).toEqual(alone.lanes[0]);
    expect(company.hashes).toEqual(alone.hashes);
    await onBusyMachine(limitSeconds, async () => {
      for (let i = 0; i < repeats; i++) expect(await facts(page, companySpec(network))).toEqual(company);
      expect(await facts(page, aloneSpec(network))).toEqual(alone);
    });
  });
}

test('two tabs that train at once on a busy machine have the losses of one that trains alone', async ({
  page,
  context,
}) => {
  await openPage(page, aloneSpec('MLP'));
  const other = await context.newPage();
  await openPage(other, aloneSpec('MLP'));
  for (const network of Object.keys(networks) as Network[]) {
    const alone = await facts(page, companySpec(network));
    await onBusyMachine(limitSeconds, async () => {
      for (let i = 0; i < 3; i++) {
        const both = await Promise.all([
          facts(page, companySpec(network)),
          facts(other, companySpec(network)),
        ]);
        expect(both).toEqual([alone, alone]);
      }
    });
  }
});
