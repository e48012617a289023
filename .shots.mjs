import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
const port = 4483;
const server = spawn('node', ['scripts/serve.mjs'], { env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) } });
await new Promise((r) => { server.stdout.on('data', r); setTimeout(r, 3000); });
const { specToHash } = await import('./src/spec/url.ts').catch(() => ({}));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--enable-unsafe-webgpu','--use-webgpu-adapter=swiftshader','--enable-features=Vulkan'] });
const [,, script] = process.argv;
try {
  const { default: run } = await import(script);
  await run({ browser, url: `http://127.0.0.1:${port}/` });
} finally { await browser.close(); server.kill(); }
