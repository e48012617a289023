import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkLayers } from '../../../scripts/check-layers.mjs';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 }); // the cruiser is slow on a busy machine

/** A small source that keeps to the layers, by path from src. */
const SOUND: Record<string, string> = {
  'core/errors.ts': 'export const core = 1;',
  'core/rng.ts': "export { core } from './errors.ts';",
  'core/zod.ts': "export { z } from 'zod';",
  'optim/nesterov.ts': "export { core as optim } from '../core/errors.ts';",
  'nn/cnn.ts':
    "import type { Tensor } from '@tensorflow/tfjs';\nimport { core } from '../core/errors.ts';\nexport const nn = (t: Tensor) => [t, core];",
  'data/shard.ts': "export { core as data } from '../core/errors.ts';",
  'experiment/schema.ts':
    "import { z } from '../core/zod.ts';\nimport { optim } from '../optim/nesterov.ts';\nimport { nn } from '../nn/cnn.ts';\nimport { data } from '../data/shard.ts';\nexport type Spec = number;\nexport const spec = [z, optim, nn, data];",
  'compiler/lower.ts':
    "import { optim } from '../optim/nesterov.ts';\nimport { nn } from '../nn/cnn.ts';\nimport { data } from '../data/shard.ts';\nexport const program = [optim, nn, data];",
  'protocol/messages.ts':
    "import type { Spec } from '../experiment/schema.ts';\nexport type Message = Spec;\nexport const message = 1;",
  'engine/session.ts':
    "import * as tf from '@tensorflow/tfjs';\nimport { spec } from '../experiment/schema.ts';\nimport { program } from '../compiler/lower.ts';\nimport type { Message } from '../protocol/messages.ts';\nexport const session = (m: Message, device: GPUDevice) => [tf, spec, program, m, device];",
  'workers/train.worker.ts':
    "import { session } from '../engine/session.ts';\nimport { message } from '../protocol/messages.ts';\nsession(message);",
  'store/race.ts':
    "import { create } from 'zustand';\nimport { program } from '../compiler/lower.ts';\nimport { message } from '../protocol/messages.ts';\nexport const race = create(() => [program, message]);",
  'messages/translator.ts':
    "import { createTranslator } from 'use-intl/core';\nimport type { Message } from '../protocol/messages.ts';\nimport { core } from '../core/errors.ts';\nexport const t = (m: Message) => [createTranslator, m, core];",
  'ui/page.tsx':
    "import { useState } from 'react';\nimport { t } from '../messages/translator.ts';\nimport { race } from '../store/race.ts';\nimport { spec } from '../experiment/schema.ts';\nimport { program } from '../compiler/lower.ts';\nexport const Page = () => [useState, t, race, spec, program];",
  'ui/kit/Field.tsx': "import { t } from '../../messages/translator.ts';\nexport const Field = t;",
  'ui/charts/engine/Frame.tsx': "export { Field as Frame } from '../../kit/Field.tsx';",
  'ui/charts/loss/LossChart.tsx': "export { Frame as LossChart } from '../engine/Frame.tsx';",
  'ui/charts/cards.ts': "export { LossChart } from './loss/LossChart.tsx';",
  'ui/lanes/Lane.tsx':
    "import { Frame } from '../charts/engine/Frame.tsx';\nimport { Field } from '../kit/Field.tsx';\nexport const Lane = [Frame, Field];",
  'ui/shell/Desk.tsx':
    "import { LossChart } from '../charts/cards.ts';\nimport { Lane } from '../lanes/Lane.tsx';\nexport const Desk = [LossChart, Lane];",
  'api.ts': "export { race as api } from './store/race.ts';",
  'main.tsx':
    "import { createRoot } from 'react-dom/client';\nimport { Page } from './ui/page.tsx';\nimport { api } from './api.ts';\ncreateRoot(Page, api);",
};

/** Files that break rules when they are added to the sound source, each with the rules it breaks. */
const BROKEN: [string, Record<string, string>, string[]][] = [
  ['core imports a layer', { 'core/a.ts': "import '../data/shard.ts';" }, ['layer-core']],
  ['core imports a package', { 'core/b.ts': "import 'zod';" }, ['core-no-package']],
  [
    'core imports the types of a package',
    { 'core/c.ts': "import type { z } from 'zod';\nexport type T = z;" },
    ['core-no-package'],
  ],
  [
    'a schema is built with a zod that nobody has set up',
    { 'experiment/a.ts': "import { z } from 'zod';\nexport const a = z;" },
    ['zod-through-core'],
  ],
  ['optim imports data', { 'optim/a.ts': "import '../data/shard.ts';" }, ['layer-optim']],
  [
    'nn imports the types of optim',
    { 'nn/a.ts': "import type { optim } from '../optim/nesterov.ts';\nexport type O = typeof optim;" },
    ['layer-nn'],
  ],
  [
    'nn runs tfjs',
    { 'nn/b.ts': "import { tensor } from '@tensorflow/tfjs';\nexport const t = tensor;" },
    ['tfjs-only-in-engine'],
  ],
  [
    'nn runs tfjs beside its types',
    {
      'nn/c.ts':
        "import type { Tensor } from '@tensorflow/tfjs';\nimport { tensor } from '@tensorflow/tfjs';\nexport const t: Tensor = tensor;",
    },
    ['tfjs-only-in-engine'],
  ],
  [
    'data knows the types of tfjs',
    { 'data/a.ts': "import type { Tensor } from '@tensorflow/tfjs';\nexport type T = Tensor;" },
    ['tfjs-types-only-in-nn'],
  ],
  [
    'experiment imports the protocol',
    { 'experiment/url.ts': "import '../protocol/messages.ts';" },
    ['layer-experiment'],
  ],
  ['race imports the protocol', { 'race/a.ts': "import '../protocol/messages.ts';" }, ['layer-race']],
  ['compiler imports the engine', { 'compiler/a.ts': "import '../engine/session.ts';" }, ['layer-compiler']],
  [
    'compiler knows the types of the protocol',
    {
      'compiler/b.ts': "import type { Message } from '../protocol/messages.ts';\nexport type M = Message;",
    },
    ['layer-compiler'],
  ],
  [
    'compiler imports the experiment',
    { 'compiler/c.ts': "import '../experiment/schema.ts';" },
    ['layer-compiler'],
  ],
  [
    'compiler knows the types of tfjs',
    { 'compiler/d.ts': "import type { Tensor } from '@tensorflow/tfjs';\nexport type T = Tensor;" },
    ['tfjs-types-only-in-nn'],
  ],
  [
    'compiler names a type of the GPU',
    {
      'compiler/e.ts':
        "import '../core/errors.ts';\nexport const limits = (device: GPUDevice) => device.limits;",
    },
    ['gpu-only-in-engine'],
  ],
  [
    'messages run what they only know',
    { 'messages/a.ts': "import '../experiment/schema.ts';" },
    ['layer-messages-types'],
  ],
  ['messages import the store', { 'messages/b.ts': "import '../store/race.ts';" }, ['layer-messages']],
  ['store makes words', { 'store/d.ts': "import '../messages/translator.ts';" }, ['layer-store']],
  [
    'ui translates by itself',
    { 'ui/a.ts': "import { createTranslator } from 'use-intl/core';\nexport const t = createTranslator;" },
    ['use-intl-only-in-messages'],
  ],
  [
    'store asks for an adapter',
    {
      'store/c.ts': "import './race.ts';\nexport const adapter = () => navigator.gpu.requestAdapter();",
    },
    ['gpu-only-in-engine'],
  ],
  ['nn imports the compiler', { 'nn/d.ts': "import '../compiler/lower.ts';" }, ['layer-nn']],
  [
    'protocol knows the types of the compiler',
    {
      'protocol/a.ts':
        "import type { program } from '../compiler/lower.ts';\nexport type P = typeof program;",
    },
    ['layer-protocol'],
  ],
  [
    'protocol imports the engine',
    { 'protocol/server.ts': "import '../engine/session.ts';" },
    ['layer-protocol'],
  ],
  [
    'engine runs the protocol',
    { 'engine/a.ts': "import { message } from '../protocol/messages.ts';\nexport { message };" },
    ['layer-engine-protocol-types'],
  ],
  [
    'engine runs the protocol beside its types',
    {
      'engine/b.ts':
        "import type { Message } from '../protocol/messages.ts';\nimport { message } from '../protocol/messages.ts';\nexport const m: Message = message;",
    },
    ['layer-engine-protocol-types'],
  ],
  [
    'an executor imports what trains with it',
    {
      'engine/training/run.ts': "export { program as run } from '../../compiler/lower.ts';",
      'engine/executors/eager.ts': "export { run } from '../training/run.ts';",
    },
    ['engine-executors'],
  ],
  ['a tool imports the session', { 'engine/tools/bench.ts': "import '../session.ts';" }, ['engine-tools']],
  ['engine imports the store', { 'engine/c.ts': "import '../store/race.ts';" }, ['layer-engine']],
  [
    'workers import a pure folder',
    { 'workers/a.worker.ts': "import '../core/errors.ts';" },
    ['layer-workers'],
  ],
  ['store imports the engine', { 'store/a.ts': "import '../engine/session.ts';" }, ['layer-store']],
  ['store knows React', { 'store/b.ts': "import 'react';" }, ['ui-packages-only-in-ui']],
  ['ui imports the protocol', { 'ui/a.tsx': "import '../protocol/messages.ts';" }, ['layer-ui-types']],
  ['ui imports the page API', { 'ui/b.tsx': "import '../api.ts';" }, ['layer-ui']],
  ['the kit imports a part of the page', { 'ui/kit/a.ts': "import '../lanes/Lane.tsx';" }, ['ui-kit']],
  [
    'a part of the page imports another',
    { 'ui/results/a.ts': "import '../lanes/Lane.tsx';" },
    ['ui-results'],
  ],
  [
    'a part of the page knows the types of another',
    {
      'ui/settings/a.ts': "import type { Lane } from '../lanes/Lane.tsx';\nexport type L = typeof Lane;",
    },
    ['ui-settings'],
  ],
  ['a part of the page imports the shell', { 'ui/lanes/a.ts': "import '../shell/Desk.tsx';" }, ['ui-lanes']],
  [
    'a part of the page imports what the page begins with',
    { 'ui/model/a.ts': "import '../page.tsx';" },
    ['ui-model'],
  ],
  [
    'a chart imports another',
    { 'ui/charts/accuracy/a.ts': "import '../loss/LossChart.tsx';" },
    ['ui-charts-accuracy'],
  ],
  [
    'what all charts are drawn by imports a chart',
    { 'ui/charts/engine/a.ts': "import '../loss/LossChart.tsx';" },
    ['ui-charts-engine'],
  ],
  [
    'the list of charts imports a part of the page',
    { 'ui/charts/a.ts': "import '../lanes/Lane.tsx';" },
    ['ui-charts'],
  ],
  [
    'a part of the page is not in the table',
    { 'ui/tour/a.ts': "import '../kit/Field.tsx';" },
    ['ui-unknown'],
  ],
  [
    'ui runs tfjs',
    { 'ui/c.tsx': "import '@tensorflow/tfjs';" },
    ['tfjs-only-in-engine', 'tfjs-types-only-in-nn'],
  ],
  ['main imports a worker', { 'main.tsx': "import './workers/train.worker.ts';" }, ['layer-entry']],
  ['the page API knows React', { 'api.ts': "import 'react';" }, ['ui-packages-only-in-ui']],
  ['a folder is not in the table', { 'utils/list.ts': "import '../core/errors.ts';" }, ['layer-unknown']],
  [
    'a folder that is not in the table is imported',
    { 'ui/d.tsx': "import '../utils/list.ts';" },
    ['layer-ui'],
  ],
  [
    'two files import each other',
    { 'data/b.ts': "import './c.ts';", 'data/c.ts': "import './b.ts';" },
    ['no-circular'],
  ],
  [
    'two files know the types of each other',
    {
      'data/d.ts': "import type { E } from './e.ts';\nexport type D = E;",
      'data/e.ts': "import type { D } from './d.ts';\nexport type E = D | 1;",
    },
    ['no-circular'],
  ],
  ['a file belongs to nothing', { 'data/lost.ts': 'export const lost = 1;' }, ['no-orphans']],
  ['a file imports what is not there', { 'data/f.ts': "import './gone.ts';" }, ['not-resolvable']],
  ['the source imports Node', { 'data/g.ts': "import 'node:fs';" }, ['src-no-node']],
  ['the source needs a development package', { 'data/h.ts': "import 'vitest';" }, ['src-no-dev-package']],
  ['the source imports a test', { 'data/i.ts': "import '../../tests/cnn.test.ts';" }, ['src-stands-alone']],
];

const dependencies = ['@tensorflow/tfjs', 'react', 'react-dom', 'use-intl', 'zod', 'zustand'];
const devDependencies = ['vitest'];
const root = mkdtempSync(join(tmpdir(), 'downhill-layers-'));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${text}\n`);
}

beforeAll(() => {
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  write(
    'package.json',
    JSON.stringify({
      name: 'x',
      type: 'module',
      dependencies: versions(dependencies),
      devDependencies: versions(devDependencies),
    }),
  );
  for (const name of [...dependencies, ...devDependencies]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
    for (const part of ['client', 'core']) write(`node_modules/${name}/${part}.js`, '');
  }
  write('tests/cnn.test.ts', "import 'vitest';\nimport '../src/engine/session.ts';\nimport 'node:fs';");
});

afterAll(() => rmSync(root, { recursive: true }));

function writeSource(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) write(`src/${path}`, text);
}

describe('the layers', () => {
  it('let a sound source pass with every kind of import that is allowed, unless too little of it was seen', async () => {
    writeSource(SOUND);
    expect(await checkLayers(root, 30)).toEqual({
      modules: 22,
      violations: ['too-few-modules: src: at least 30 modules are expected, got 22; is all of it seen?'],
    });
  });

  describe('are broken where', () => {
    let violations: string[] = [];

    beforeAll(async () => {
      writeSource(SOUND);
      for (const [, files] of BROKEN) writeSource(files);
      violations = (await checkLayers(root, 30)).violations;
    });

    it.each(BROKEN)('%s', (_case, files, rules) => {
      const sources = Object.keys(files).map((path) => `src/${path}`);
      const broken = violations
        .map((line) => /^([\w-]+): (\S+)/.exec(line))
        .filter((match) => sources.includes(match?.[2] ?? ''))
        .map((match) => match?.[1]);
      expect([...new Set(broken)].sort()).toEqual(rules);
    });

    it('and say which import is meant', () => {
      expect(violations).toContain(
        'layer-optim: src/optim/a.ts → src/data/shard.ts (src/optim may import core)',
      );
    });
  });
});
