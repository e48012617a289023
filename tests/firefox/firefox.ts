import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test as base, expect as baseExpect } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { findFirefox, firefoxEnvironment, WEBGPU_PREFERENCES } from '../../scripts/firefox.mjs';

/** Patient: on a busy machine the software adapter takes seconds for what a GPU does at once. */
export const expect = baseExpect.configure({ timeout: 30_000 });

interface Firefox {
  readonly browser: Browser;
  /** Where what the page saves arrives. */
  readonly downloads: string;
}

interface WorkerFixtures {
  /** Other preferences than WebGPU's; a test that changes them gets a Firefox of its own. */
  readonly preferences: Readonly<Record<string, boolean>>;
  readonly firefox: Firefox;
}

interface TestFixtures {
  /** A tab of a fresh profile that must stay quiet: an error, in the console too, fails the test unless expected. */
  readonly tab: Page;
  readonly expectedErrors: readonly RegExp[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  preferences: [{}, { scope: 'worker', option: true }],
  firefox: [
    async ({ preferences }, use) => {
      const downloads = await mkdtemp(join(tmpdir(), 'downhill-firefox-'));
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath: findFirefox() ?? 'firefox',
        headless: true,
        defaultViewport: { width: 1280, height: 900 },
        env: { ...process.env, ...firefoxEnvironment() },
        extraPrefsFirefox: {
          ...WEBGPU_PREFERENCES,
          'intl.accept_languages': 'en-US',
          'browser.download.folderList': 2,
          'browser.download.dir': downloads,
          'dom.events.testing.asyncClipboard': true, // reads the clipboard without asking
          ...preferences,
        },
      });
      await use({ browser, downloads });
      await browser.close();
      await rm(downloads, { recursive: true });
    },
    { scope: 'worker' },
  ],
  expectedErrors: [[], { option: true }],
  tab: async ({ firefox, expectedErrors }, use) => {
    const context = await firefox.browser.createBrowserContext();
    const tab = await context.newPage();
    const errors: string[] = [];
    tab.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
    tab.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await use(tab);
    await context.close();
    const isExpected = (error: string) => expectedErrors.some((pattern) => pattern.test(error));
    expect(errors.filter((error) => !isExpected(error))).toEqual([]);
  },
});
