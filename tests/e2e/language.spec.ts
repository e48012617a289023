import {
  cnnSpec,
  endless,
  expect,
  lane,
  numberIn,
  openDrawer,
  openPage,
  stepNow,
  test,
  trainButton,
} from './page.ts';

test('the page is Chinese where the address asks for it', async ({ page }) => {
  await page.goto('./?lang=zh');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('button', { name: '训练', exact: true }).first()).toBeVisible();
});

test.describe('a browser that prefers Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('shows the page in Chinese from the first paint on', async ({ page }) => {
    await page.addInitScript(`new MutationObserver(() => {
      globalThis.wasEnglish ||= document.querySelector('[aria-label="Transport"]') !== null;
    }).observe(document, { childList: true, subtree: true, attributes: true });`);
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.getByRole('region', { name: '训练控制' })).toBeVisible();
    expect(await page.evaluate('globalThis.wasEnglish')).toBe(false);
  });

  test('shows the page in English where the address asks for it', async ({ page }) => {
    await page.goto('./?lang=en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(trainButton(page)).toBeVisible();
  });
});

test('the menu changes the language at once, a run goes on, and a reload remembers it', async ({ page }) => {
  await openPage(page, cnnSpec({ training: endless }));
  await trainButton(page).click();
  await expect.poll(() => stepNow(page)).toBeGreaterThan(0);
  const before = await stepNow(page);
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('button', { name: '暂停', exact: true })).toBeVisible();
  const count = page.getByRole('region', { name: '进度' }).locator('b').first();
  await expect.poll(async () => numberIn(await count.innerText())).toBeGreaterThan(before);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('region', { name: '训练控制' })).toBeVisible();
});

test('what is refused, in a lane and in an open drawer, is said in the language chosen since', async ({
  page,
}) => {
  await openPage(page);
  const rate = lane(page).getByRole('textbox', { name: 'Nesterov learning rate' });
  await rate.fill('0');
  await rate.press('Enter');
  await expect(lane(page).getByRole('alert')).toHaveText(/^Must be a number above 0/);
  const data = await openDrawer(page, 'Data');
  const box = data.getByRole('textbox', { name: 'Number of validation images' });
  await box.fill('0');
  await box.press('Enter');
  await expect(data.getByRole('alert')).toHaveText(/^Must be a whole number from 1/);
  await page.getByRole('button', { name: 'More: results, shortcuts and pages' }).press('Enter'); // beneath the drawer
  await page.getByRole('menuitemradio', { name: '简体中文' }).press('Enter');
  const drawer = page.getByRole('dialog', { name: '数据', exact: true });
  await expect(drawer.getByRole('alert')).toHaveText(/^必须是 1 到 .+ 之间的整数，/);
  await expect(page.getByText('必须是大于 0 的数，输入：0。例如 0.05。')).toBeVisible();
});
