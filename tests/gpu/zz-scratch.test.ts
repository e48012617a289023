import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { openDataset } from '../../src/data/open-dataset.ts';
import { viewKey } from '../../src/data/view.ts';
import { batchOrder } from '../../src/engine/batch-order.ts';
import { build } from '../../src/engine/build.ts';
import { openOnAdapter } from '../../src/engine/device.ts';
import { LaneHyper } from '../../src/spec/lane-hyper.ts';
import { parseSpec } from '../../src/spec/schema.ts';
import { readFromDisk } from '../unit/data/disk-reader.ts';
import { openAdapter } from './device.ts';

it('scratch', async () => {
  const { steps, specs } = JSON.parse(readFileSync('/tmp/gh-scratch.json', 'utf8'));
  const device = await openOnAdapter(await openAdapter());
  const baseUrl = new URL('../../public/data/', import.meta.url).href;
  for (const raw of specs) {
    const { show: _s, ratio: _r, ...bare } = raw; const spec = parseSpec({ version: 1, training: { steps }, ...bare });
    const dataset = await openDataset({ id: spec.data.id, baseUrl, readBytes: readFromDisk, validation: spec.data.validation, view: spec.data });
    for (let i = 0; i < 6; i++) { try { await dataset.whenTrainShard(i); } catch {} }
    const order = batchOrder(spec, dataset);
    const t0 = performance.now();
    const { executor, layers } = await build(spec, dataset, device, true);
    const t1 = performance.now();
    const names = layers.filter((l) => l.parameters.length > 0).map((l) => l.name);
    const hypers = spec.lanes.map((l) => new LaneHyper(l, steps));
    const losses: number[][] = spec.lanes.map(() => []);
    const health: { step: number; norms: any }[][] = spec.lanes.map(() => []);
    const skipped = spec.lanes.map(() => 0);
    for (let s = 0; s < steps; s++) {
      const lanes = await executor.run([{ indices: order.indices(s) as any, hyper: hypers.map((h) => h.at(s)) }]);
      lanes.forEach((l, i) => {
        losses[i]!.push(l.loss[0]!);
        if (l.accepted?.[0] === 0) skipped[i]!++;
        for (const h of l.health) health[i]!.push({ step: s, norms: h.norms });
      });
    }
    console.log(JSON.stringify(raw.model), JSON.stringify(raw.data), executor.dispatchesPerStep, 'build ms', (t1 - t0).toFixed(0), 'ms/step', ((performance.now() - t1) / steps).toFixed(1));
    const f = (x: number) => x.toExponential(1);
    spec.lanes.forEach((l, i) => {
      console.log(' lane', l.name, JSON.stringify(raw.lanes[i]), 'skipped', skipped[i], 'loss', losses[i]!.filter((_, s) => s % Math.ceil(steps / 25) === 0 || s > steps - 3).map((x) => x.toPrecision(3)).join(' '));
      const shown = raw.show ?? [0, 9, 50];
      for (const h of health[i]!) {
        if (!shown.includes(h.step)) continue;
        console.log('  g', h.step, names.map((n, k) => `${n.slice(0, 12)} ${f(h.norms.gradient[k])}`).join(', '));
        if (raw.ratio) console.log('  r', h.step, names.map((n, k) => `${f(h.norms.updateRatio[k])}`).join(', '));
      }
      const max = (h: any) => Math.max(...h.norms.gradient);
      console.log('  max g', health[i]!.map((h) => f(max(h))).join(' '));
    });
    executor.dispose();
    dataset.close();
  }
}, 1e9);
