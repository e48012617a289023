import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
const server = spawn('node', ['scripts/serve.mjs'], { env: { ...process.env, HOST: '127.0.0.1', PORT: '4485' } });
await new Promise((r) => setTimeout(r, 1500));
process.on('exit', () => server.kill());
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--enable-unsafe-webgpu','--use-webgpu-adapter=swiftshader','--enable-features=Vulkan'] });
const which = process.argv[2];
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (e) => console.log('ERR', e.message));
page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text()));
await page.goto('http://127.0.0.1:4485/');
if (which === 'api') {
  for (const id of process.argv.slice(3)) {
    const t = Date.now();
    const out = await page.evaluate(async (id) => {
      const health = {};
      const result = await window.downhill.run(id, { steps: id === 'exploding-gradients' ? 150 : 61, onHealth: ({ lane, steps, gradient, updateRatio }) => {
        const layers = gradient.length / steps.length;
        const last = (steps.length - 1) * layers;
        (health[lane] ??= []).push({ step: steps.at(-1), g: [...gradient.slice(last)].map((x) => x.toExponential(1)), r: [...updateRatio.slice(last)].map((x) => x.toExponential(1)) });
      } });
      return { layers: result.model.layers.filter((l) => l.parameters > 0).map((l) => l.name), lanes: result.lanes.map((l, i) => ({ name: l.name, state: l.state, skipped: l.skipped, loss: l.loss.filter((_, s) => s % 10 === 0).map((x) => Number(x).toPrecision(3)).join(' '), last: health[i].at(-1) })) };
    }, id);
    console.log(id, ((Date.now() - t) / 1000).toFixed(0) + ' s', JSON.stringify(out, null, 0));
  }
} else {
  await page.waitForSelector('text=Train');
  const pick = async (name) => { await page.getByRole('button', { name: /^Experiment: / }).click(); await page.getByRole('menuitemradio', { name: new RegExp('^' + name) }).click(); };
  await pick(process.argv[3]);
  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await page.getByRole('tab', { name: /Gradients/ }).click();
  const steps = Number(process.argv[4]);
  for (let i = 0; i < 600; i++) {
    const t = await page.getByRole('region', { name: 'Progress' }).innerText();
    if (Number.parseInt(t.replace(/\s/g, '')) >= steps) break;
    await page.waitForTimeout(500);
  }
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click({ timeout: 5000 }).catch(() => {});
  await page.waitForTimeout(800);
  await page.screenshot({ path: `/tmp/gh-shot-${which}-light.png` });
  await page.evaluate(() => { localStorage.setItem('downhill.view', JSON.stringify({ theme: 'dark' })); document.documentElement.dataset.theme = 'dark'; });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/gh-shot-${which}-dark.png` });
  await page.getByRole('button', { name: 'Gradient norm: more' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/gh-shot-${which}-table.png` });
  await page.keyboard.press('Escape');
  await page.evaluate(() => { document.documentElement.dataset.theme = 'light'; });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(1500);
  await page.getByRole('tab', { name: /Gradients/ }).click();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `/tmp/gh-shot-${which}-phone.png`, fullPage: true });
}
//end
await browser.close();
server.kill();
