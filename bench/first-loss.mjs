// @ts-check

/**
 * Seconds from a press of Train to the first step on the page, which by then is loaded with all images and its network built.
 * @param {import('@playwright/test').Page} page open, on the built page
 * @param {number} times the page is loaded anew
 * @returns {Promise<number[]>}
 */
export async function firstLossSeconds(page, times) {
  const seconds = [];
  for (let i = 0; i < times; i++) {
    await page.reload();
    const bar = page.getByRole('region', { name: 'Transport' });
    await bar.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await page.getByText('Building the network…').waitFor({ state: 'hidden' });
    await page.waitForFunction(() =>
      window.downhill.commands().some(({ id, isEnabled }) => id === 'train' && isEnabled),
    );
    await page.getByText('Training can start now').waitFor({ state: 'hidden' });
    await page.waitForTimeout(500); // what else the page loads once it stands
    seconds.push(await page.evaluate(pressTrain));
  }
  return seconds;
}

/** In the page: presses Train, and resolves once the count of steps is above zero. */
function pressTrain() {
  const bar = document.querySelector('[aria-label="Transport"]');
  const steps = bar?.querySelector('b');
  if (!bar || !steps) throw new Error('bench: the page shows no count of steps');
  return new Promise((resolve) => {
    const began = performance.now();
    const observer = new MutationObserver(() => {
      if (Number(bar.querySelector('b')?.textContent) === 0) return;
      observer.disconnect();
      resolve((performance.now() - began) / 1000);
    });
    observer.observe(bar, { subtree: true, childList: true, characterData: true });
    window.downhill.perform('train');
  });
}
