import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const port = process.env.E2E_PORT ?? '4319';
const address = `http://127.0.0.1:${port}/`;
const executablePath = findChromium();

/**
 * What Chromium is to leave out. Of several such switches it heeds the last, so Playwright's own list stands here too.
 */
const disabledFeatures = [
  // the box below the address bar is a page of its own, which costs each window two seconds of CPU
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['TcpPortRandomizationWin', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

export default defineConfig({
  outputDir: '.cache/e2e',
  timeout: 180_000,
  globalTimeout: 30 * 60_000,
  workers: 2, // one waits for its page while the other trains; more would share the same cores
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: {
    baseURL: address,
    headless: true,
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--enable-features=Vulkan',
        // no kernel relies on zeroed workgroup memory, which takes the software adapter long to compile, as in tests/support
        '--enable-dawn-features=disable_workgroup_init',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        `--disable-features=${disabledFeatures.join(',')}`,
      ],
    },
  },
  projects: [
    { name: 'e2e', testDir: 'tests/e2e' },
    { name: 'firefox', testDir: 'tests/firefox', workers: 1 }, // one Firefox for all its files
    { name: 'repeat', testDir: 'tests/repeat', fullyParallel: true }, // it brings load of its own
  ],
  webServer: {
    command: 'node scripts/serve.mjs',
    env: { HOST: '127.0.0.1', PORT: port },
    url: address,
    reuseExistingServer: false,
  },
});
