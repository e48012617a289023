import { choose, cnnSpec, expect, openPage, results, stepNow, stepUntil, test } from './page.ts';

test('a step is measured kernel by kernel, and the current run stays as it is', async ({ page }) => {
  await openPage(page, cnnSpec({ training: { steps: 20 } }), 'webgpu');
  await stepUntil(page, 2);
  const card = results(page);
  await card.getByRole('tab', { name: 'Profile' }).click();
  await card.getByRole('button', { name: 'Measure a step' }).click();
  await expect(card.getByRole('button', { name: 'Measure again' })).toBeEnabled({ timeout: 60_000 });
  await expect(card.getByRole('status')).toContainText('matmul of');
  await expect(card.getByRole('status')).toContainText('Times on a CPU say nothing about a GPU.');
  const table = card.getByRole('region', { name: 'Time of each kernel of a step' });
  // gather, two convolutions and the logits forward, the loss, what leads back, the optimizer
  const families = await table.getByRole('row').allTextContents();
  for (const family of ['Gather', 'Convolution forward', 'Softmax cross entropy', 'Nesterov']) {
    expect(families.filter((row) => row.includes(family)).length, family).toBeGreaterThan(0);
  }
  await choose(card.getByRole('radiogroup', { name: 'Order of the kernels' }), 'By time');
  expect(await stepNow(page)).toBe(2);
  await stepUntil(page, 3);
});
