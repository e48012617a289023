import type { Page } from '@playwright/test';
import { banner, cnnSpec, expect, linkTo, openPage, stepUntil, test, trainButton } from './page.ts';

const pageScript = /\/assets\/index-[\w-]+\.js$/;
const starting = (page: Page) => page.getByText(/^Downhill (is|could)/);

test('a backend that there is not is said with those there are, and the page trains', async ({ page }) => {
  await page.goto(`./?backend=nonsense${linkTo(cnnSpec()).slice(2)}`);
  const odd = banner(page, 'The address asks for an unknown backend, “nonsense”.');
  await expect(odd).toContainText('It can be webgpu, wasm, tfjs-webgpu, webgl or cpu.');
  await expect(trainButton(page)).toBeEnabled();
  await stepUntil(page, 1);
  await odd.getByRole('button', { name: 'Close this message' }).click();
  await expect(odd).toHaveCount(0);
});

test('where storage is refused the page trains as elsewhere', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  });
  await openPage(page, cnnSpec());
  await stepUntil(page, 1);
});

test('before its script has come, the page says that it is loading, and after 10 s that nothing came', async ({
  page,
}) => {
  let letCome = () => {};
  const held = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route(pageScript, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./', { waitUntil: 'commit' });
  await expect(page.getByText('Downhill is loading…')).toBeVisible();
  await expect(page.getByText('Downhill is still loading: its script has not come for 10 s.')).toBeVisible();
  letCome();
  await expect(trainButton(page)).toBeEnabled();
  await expect(starting(page)).toHaveCount(0);
});

test.describe('a script that cannot run', () => {
  test.use({ expectedErrors: [/Failed to load resource|blocked by CORS policy|SecurityError/] });

  test('is said in the page', async ({ page }) => {
    await page.route(pageScript, (route) => route.abort());
    await page.goto('./');
    await expect(starting(page)).toHaveText(
      'Downhill could not start: the browser did not load its script. Reload it; if it is shown inside another page, open it in a tab of its own.',
    );
  });

  /** A page of the same site that shows Downhill in a frame that may run scripts, and nothing else. */
  async function openSandboxed(page: Page, baseURL: string | undefined) {
    const course = new URL('course.html', baseURL).href;
    await page.route(course, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><title>Course</title><iframe title="Downhill" sandbox="allow-scripts" src="./" width="1200" height="700"></iframe>',
      }),
    );
    await page.goto(course);
    return page.frameLocator('iframe[title="Downhill"]');
  }

  test('in a sandboxed frame is said there, with the way out', async ({ page, baseURL }) => {
    const frame = await openSandboxed(page, baseURL);
    await expect(
      frame.getByText('Downhill could not start: the browser did not load its script.'),
    ).toBeVisible();
    await expect(frame.getByRole('link', { name: 'open it in a tab of its own' })).toHaveAttribute(
      'href',
      new URL('./', baseURL).href,
    );
  });

  test('in a sandboxed frame of a host that lets it load says that it cannot train there', async ({
    page,
    baseURL,
  }) => {
    await page.route('**/assets/*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'access-control-allow-origin': '*' },
      });
    });
    const frame = await openSandboxed(page, baseURL);
    const alert = frame.getByRole('alert').filter({ hasText: 'The training worker cannot start here' });
    await expect(alert).toContainText('open it in its own tab');
    await expect(frame.getByRole('heading', { level: 1 })).toContainText('Downhill');
  });
});

test('without JavaScript the page says what it needs', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('./');
  const words = page.locator('.without-script'); // text in a noscript element is found by no other locator
  await expect(words).toHaveText(
    'Downhill trains in this page, and needs JavaScript to do so. Downhill 在此页面中训练，需要启用 JavaScript。',
  );
  await expect(words).toBeVisible();
  await expect(page.getByText('Downhill is loading…')).toBeHidden();
  await context.close();
});
