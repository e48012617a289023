import { expect, test } from 'vitest';
import type { ErrorReport } from '../../../src/core/errors.ts';
import { defaultPresetId, presetById, softwarePresetId } from '../../../src/experiment/presets.ts';
import type { AppState } from '../../../src/store/state.ts';
import { bannerFacts, chooseBanner } from '../../../src/ui/shell/banners.ts';
import { en, zh } from '../../support/translator.ts';
import { gpu, loaded, pageState } from './run-state.ts';

const choose = (state: AppState, closed: ErrorReport | null = null) =>
  chooseBanner(en, bannerFacts(state), closed);
const specError: ErrorReport = {
  code: 'spec',
  path: 'seed',
  message: 'seed: must be a whole number, got "x"; type e.g. 1',
};
const badShard: ErrorReport = {
  code: 'data',
  path: 'fashion-mnist/train-07.shard',
  message: 'fashion-mnist/train-07.shard: does not match its checksum; download it again',
};
const swiftShader = { ...gpu, vendor: 'google', architecture: 'swiftshader', software: true };

test('a page with nothing to say has no banner', () => {
  expect(choose(pageState())).toBeNull();
});

test('of all that is wrong the gravest is said first, and closing it shows the next', () => {
  const state = pageState({
    run: { state: 'failed', step: 8412, error: { code: 'device', message: 'GPU: the device was lost' } },
    data: { ...loaded, failures: [badShard] },
    specError,
    adapter: swiftShader,
    trainedHidden: true,
  });
  expect(choose(state)?.title).toBe('The GPU failed at step 8\u202f412.');
  const alive = { ...state, run: { ...state.run, state: 'paused', error: null } as const };
  const data = choose(alive);
  expect(data?.action?.label).toBe('Download again');
  expect(data?.text).toContain('fashion-mnist/train-07.shard: does not match its checksum');
  const dataClosed = { ...alive, dismissed: [data?.id ?? ''] };
  expect(choose(dataClosed)?.id).toBe('spec');
  expect(choose(dataClosed, specError)?.id).toBe('software');
  expect(choose({ ...dataClosed, dismissed: [data?.id ?? '', 'software'] }, specError)?.id).toBe('hidden');
});

test('a spec error that was closed stays closed, the next one shows', () => {
  const state = pageState({ specError });
  expect(choose(state, specError)).toBeNull();
  expect(choose({ ...state, specError: { ...specError } }, specError)?.text).toContain(
    'seed: must be a whole number',
  );
});

test('the default experiment is not offered where it is the current one, be it its narrow form', () => {
  const labelAt = (presetId: string) => choose(pageState({ specError, presetId }))?.action?.label;
  expect(labelAt(defaultPresetId)).toBeUndefined();
  expect(labelAt(softwarePresetId)).toBeUndefined();
  expect(labelAt('article')).toBe('Open the default experiment');
});

test('an adapter that is long in coming keeps its place: the question, then the answer, of whatever kind', () => {
  const late = { isAdapterLate: true };
  expect(choose(pageState({ ...late, adapter: null }))).toMatchObject({
    title: 'Asking the browser for a GPU…',
    canClose: false,
  });
  expect(choose(pageState({ ...late, adapter: gpu }))).toMatchObject({ id: 'answered', canClose: true });
  expect(choose(pageState({ ...late, adapter: swiftShader }))?.id).toBe('software');
  expect(choose(pageState({ ...late, adapter: swiftShader, dismissed: ['software'] }))).toBeNull();
  expect(choose(pageState({ adapter: null }))).toBeNull();
});

test('a page over plain http says that WebGPU needs https or localhost, and where it trains', () => {
  const insecure = {
    ...gpu,
    backend: 'webgl',
    fallback: { cause: 'insecure', detail: 'plainHttp' },
  } as const;
  const banner = choose(pageState({ adapter: insecure }));
  expect(banner?.title).toBe('This page was loaded over plain http from another machine.');
  expect(banner?.text).toContain('WebGPU needs https or localhost, so training runs on WebGL');
  expect(banner?.tone).toBe('warn');
});

test('a software adapter is named; a narrower network is claimed only where one is loaded', () => {
  const narrow = presetById('narrow');
  if (!narrow) throw new Error('presets: narrow is gone');
  const loadedNarrow = choose(pageState({ adapter: swiftShader, spec: narrow.spec, presetId: 'narrow' }));
  expect(loadedNarrow?.text).toContain('software adapter (SwiftShader)');
  expect(loadedNarrow?.text).toContain('This network is narrow enough for that.');
  expect(loadedNarrow?.action).toBeNull();
  const race = presetById(softwarePresetId);
  const first = choose(
    pageState({ adapter: swiftShader, ...(race && { spec: race.spec }), presetId: softwarePresetId }),
  );
  expect(first?.text).toContain('The same race is loaded with a narrower network.');
  expect(first?.action).toBeNull();
  const deep = presetById('vanishing-gradients');
  const gradients = choose(
    pageState({ adapter: swiftShader, ...(deep && { spec: deep.spec }), presetId: 'vanishing-gradients' }),
  );
  expect(gradients?.action).toBeNull();
  const wide = choose(pageState({ adapter: swiftShader }));
  expect(wide?.text).not.toContain('narrower');
  expect(wide?.action?.label).toBe('Load a narrower network');
});

test('a crashed worker offers a restart and cannot be closed', () => {
  const error: ErrorReport = { code: 'worker', message: 'Training worker: stopped without an answer' };
  const banner = choose(pageState({ run: { state: 'failed', error } }));
  expect(banner?.action?.label).toBe('Restart');
  expect(banner?.canClose).toBe(false);
  expect(banner?.text).toBe(
    'Training worker: stopped without an answer. Restart begins again from the same initial weights.',
  );
});

test('initial weights that are not here, or are of another network, have their own ways on', () => {
  const banner = (path: string) =>
    choose(pageState({ run: { state: 'failed', error: { code: 'data', path, message: 'Weights: no' } } }));
  const labels = (path: string) => [banner(path)?.action?.label, banner(path)?.other?.label];
  expect(labels('start.sha256')).toEqual(['Choose the file', 'Start from random weights']);
  expect(labels('start.head')).toEqual(['Start from all but the head', 'Start from random weights']);
  expect(labels('start')).toEqual(['Start from random weights', undefined]);
});

test('a preset that has a narrow form of its own offers that one on a CPU', () => {
  const of = (id: string) => {
    const spec = presetById(id)?.spec;
    if (!spec) throw new Error(`presets: ${id} is gone`);
    return choose(pageState({ adapter: swiftShader, spec, presetId: id }));
  };
  expect(of('article')?.action?.label).toBe('Load a narrower network');
  expect(presetById('article')?.narrow).toBe('article-narrow');
  expect(of('article-narrow')?.action).toBeNull();
});

test('a worker that does not answer is asked about, before anything about the data', () => {
  const state = pageState({
    silence: { cause: 'silent', overMs: 20_000 },
    stalled: ['digits/train-00.shard'],
  });
  const banner = choose(state);
  expect(banner?.title).toBe('Training has not answered for over 20\u202fs.');
  expect([banner?.action?.label, banner?.other?.label]).toEqual(['Wait', 'Restart the worker']);
  expect(choose(pageState({ silence: { cause: 'loading', overMs: 10_000 } }))?.title).toBe(
    'The training script has not loaded for over 10\u202fs.',
  );
});

test('data that stopped coming are named, with a way to ask again, and an offline machine is called that', () => {
  const stalled = ['digits/train-00.shard', 'digits/test-00.shard'];
  const banner = choose(pageState({ stalled, data: { ...loaded, ready: false } }));
  expect(banner?.title).toBe('Data has stopped loading.');
  expect(banner?.text).toBe(
    'Nothing has arrived of digits/train-00.shard for 10 s. 1 more has stopped too. Training waits for it.',
  );
  expect(banner?.action?.label).toBe('Retry');
  expect(banner?.canClose).toBe(false);
  expect(choose(pageState({ stalled, isOffline: true }))?.title).toBe(
    'Data has stopped loading. This computer is offline.',
  );
  const failed = choose(pageState({ data: { ...loaded, failures: [badShard] }, isOffline: true }));
  expect(failed?.text).toContain('This computer is offline.');
});

test('a value of the address that there is not is said, with those there are', () => {
  const allowed = ['webgpu', 'tfjs-webgpu', 'webgl', 'cpu'];
  const banner = choose(pageState({ addressError: { key: 'backend', value: 'nonsense', allowed } }));
  expect(banner?.title).toBe('The address asks for an unknown backend, “nonsense”.');
  expect(banner?.text).toBe(
    'It can be webgpu, tfjs-webgpu, webgl or cpu. The fastest one available is used.',
  );
  expect(banner?.canClose).toBe(true);
});

test('a slower backend that the address asks for is named, and so is one that the browser does not have', () => {
  const banner = choose(
    pageState({
      adapter: { ...gpu, backend: 'cpu', fallback: { cause: 'chosen', detail: 'asksWebglMissing' } },
    }),
  );
  expect(banner?.title).toBe('Training runs in JavaScript, on the CPU.');
  expect(banner?.text).toBe(
    'The address asks for WebGL, which this browser does not have. It is slower than WebGPU.',
  );
});

test('a banner is Chinese where the page is, without spaces between its sentences', () => {
  const stalled = ['digits/train-00.shard', 'digits/test-00.shard'];
  const state = pageState({ stalled, isOffline: true, data: { ...loaded, ready: false } });
  const banner = chooseBanner(zh, bannerFacts(state), null);
  expect(banner?.title).toBe('数据停止加载。这台电脑处于离线状态。');
  expect(banner?.text).toBe(
    'digits/train-00.shard 已有 10 秒没有收到任何数据。另有 1 个也已停止。训练正在等待它。',
  );
});

test('a language that did not load is named, with a way to ask again', () => {
  const banner = choose(pageState({ languageError: 'zh' }));
  expect(banner?.title).toBe('The page could not be shown in 简体中文.');
  expect(banner?.action?.label).toBe('Try again');
});
