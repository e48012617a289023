import { expectNoViolation } from './axe.ts';
import {
  choose,
  cnnSpec,
  expect,
  laneLoss,
  numberIn,
  openPage,
  rawLosses,
  stepUntil,
  test,
  trainButton,
  type,
} from './page.ts';

test('smoothing, the log scale and the unit of the axis act at once and outlast a reload', async ({
  page,
}) => {
  await openPage(page, cnnSpec());
  await stepUntil(page, 6);
  const loss = page.getByRole('region', { name: 'Training loss' });
  const raw = (await rawLosses(page)).map(numberIn);
  const last = raw.at(-1);
  expect(await laneLoss(page)).not.toBe(last);
  const smoothing = loss.getByRole('textbox', { name: 'Smoothing, 0 to 0.999' });
  await type(smoothing, '0');
  await expect.poll(() => laneLoss(page)).toBe(last);
  await loss.getByRole('slider', { name: 'Smoothing' }).focus();
  await page.keyboard.press('End');
  await expect(smoothing).toHaveValue('0.99');
  await expect.poll(() => laneLoss(page)).not.toBe(last);

  const figure = loss.getByRole('figure');
  await expect(figure).toHaveAccessibleName(/, log scale: Nesterov /);
  await loss.getByRole('switch', { name: 'Log scale' }).uncheck({ force: true }); // its thumb lies over it
  await expect(figure).toHaveAccessibleName(/, linear scale: Nesterov /);

  const units = loss.getByRole('radiogroup', { name: 'Horizontal axis' });
  await expect(figure.getByText('200', { exact: true })).toBeVisible();
  await choose(units, 'Examples');
  await expect(figure.getByText('1 600 examples')).toBeVisible();
  await choose(units, 'Epochs');
  await expect(figure.getByText('0.2 epochs')).toBeVisible(); // 200 of 987 steps
  await choose(units, 'Seconds');
  await expect(figure.getByText(/^[\d.]+\ss$/)).toBeVisible();

  await page.reload();
  await expect(trainButton(page)).toBeEnabled();
  await expect(smoothing).toHaveValue('0.99');
  await expect(loss.getByRole('switch', { name: 'Log scale' })).not.toBeChecked();
  await expect(units.getByRole('radio', { name: 'Seconds' })).toBeChecked();
});

test('the theme follows the system until light or dark is chosen, which outlasts a reload', async ({
  page,
}) => {
  const background = () =>
    page.evaluate(() => {
      const [red = 0] =
        getComputedStyle(document.body)
          .backgroundColor.match(/[\d.]+/g)
          ?.map(Number) ?? [];
      return red;
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await openPage(page, cnnSpec());
  await expect.poll(background).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).toBeLessThan(60);
  await page.getByRole('button', { name: 'Theme: System' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await expect.poll(background).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Theme: Light' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: Dark' })).toBeVisible();
  await expect.poll(background).toBeLessThan(60);
});

test('for a projector type grows with the window, shared settings make way, and a reload keeps it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openPage(page, cnnSpec());
  await stepUntil(page, 6);
  const typeSize = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  const data = page.getByRole('button', { name: /^Data / });
  const button = page.getByRole('button', { name: 'Projector' });
  await expect(data).toBeVisible();
  expect(await typeSize()).toBe('16px');
  await page.keyboard.press('p');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(data).toBeHidden();
  expect(await typeSize()).toBe('21px');
  const plot = page.getByRole('region', { name: 'Training loss' }).getByRole('figure');
  // the name at the end of the line still has its room
  const name = plot.locator('b', { hasText: 'Nesterov' });
  expect(await name.evaluate((b) => b.scrollWidth - b.clientWidth)).toBe(0);
  await expectNoViolation(page);

  await page.setViewportSize({ width: 1280, height: 720 });
  expect(await typeSize()).toBe('16px');
  await page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(data).toBeHidden();
  await button.click();
  await expect(data).toBeVisible();
});
