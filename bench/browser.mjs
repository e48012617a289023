// @ts-check
import { chromium } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { serveFolder } from '../scripts/serve.mjs';

/** @typedef {import('./page/contestant.ts').Adapter} Adapter */

/** As in playwright.config.ts, so that it is the adapter the tests run on. */
const softwareFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];
const nativeFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=native',
  '--use-angle=vulkan',
  '--ignore-gpu-blocklist',
  '--disable-gpu-sandbox',
];
/** A machine without a GPU. */
const withoutFlags = ['--no-sandbox'];
const quietFlags = ['--disable-background-networking', '--disable-component-update', '--no-first-run'];

/**
 * Serves a folder and opens it in a headless Chromium for as long as `work` takes.
 * @template Result
 * @param {{ root: string, adapter: import('./options.mjs').AdapterMode | 'none' }} options
 * @param {(page: import('@playwright/test').Page, browserVersion: string) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withPage({ root, adapter }, work) {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('Chromium: none was found; install one, or set CHROMIUM to the path of its executable');
  const server = await serveFolder({ root });
  const flags = { native: nativeFlags, software: softwareFlags, none: withoutFlags }[adapter];
  const browser = await chromium
    .launch({ executablePath, headless: true, args: [...flags, ...quietFlags] })
    .catch((error) => server.close().then(() => Promise.reject(error)));
  try {
    const page = await browser.newPage();
    page.on('pageerror', ({ message }) => console.error(`page: ${message}`));
    // by itself the page leaves a software adapter alone
    const address = adapter === 'software' ? `${server.url}?backend=webgpu` : server.url;
    await page.goto(address, { waitUntil: 'networkidle', timeout: 120_000 });
    return await work(page, browser.version());
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * @param {import('./options.mjs').AdapterMode} mode
 * @param {Adapter} adapter
 * @param {string} what it is the adapter of
 * @throws where a real GPU was asked for and this is none
 */
export function rejectSoftware(mode, adapter, what) {
  if (mode === 'software' || !adapter.software) return;
  throw new Error(
    `ADAPTER=native: ${what} should run on a GPU, got the software adapter ${adapterText(adapter)}; ` +
      "install the GPU's Vulkan driver, or unset ADAPTER to measure on the processor",
  );
}

/**
 * @param {Adapter} adapter
 * @returns {string} `nvidia hopper, NVIDIA H100 (GPU)`
 */
export function adapterText({ vendor, architecture, description, software }) {
  const name = [vendor, architecture].filter(Boolean).join(' ');
  return `${[name, description].filter(Boolean).join(', ') || 'unnamed'} (${software ? 'software' : 'GPU'})`;
}
