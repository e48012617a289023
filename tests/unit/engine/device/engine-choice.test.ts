import { describe, expect, it, vi } from 'vitest';
import { DownhillError } from '../../../../src/core/errors.ts';
import type { Device } from '../../../../src/engine/device/backend.ts';
import type { ChoiceStore, StepTimes } from '../../../../src/engine/device/choice-store.ts';
import { choiceStore, isSoftwareRenderer } from '../../../../src/engine/device/choice-store.ts';
import { DeviceErrors } from '../../../../src/engine/device/device-errors.ts';
import { EngineChoice } from '../../../../src/engine/device/engine-choice.ts';
import type { AdapterReport } from '../../../../src/protocol/training-facts.ts';
import { experiment } from '../../../support/experiment.ts';

const deviceOf = (report: Partial<AdapterReport>): Device => ({
  report: {
    backend: 'wasm',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback: { cause: 'missing', detail: 'noWebGpu' },
    ...report,
  },
  gpu: null,
  deviceErrors: new DeviceErrors(),
});
const wasm = deviceOf({});
const webgl = deviceOf({ backend: 'webgl', software: false });
const spec = experiment();
const wider = experiment({ model: { id: 'cnn', filters: [64, 64] } });

const intel = 'ANGLE (Intel, HD Graphics 4000)';

/** A choice over a store in memory; `stepMs`: what a step takes by WebGL. */
function choiceOf(stepMs: number | Error = 50, renderer: string | null = intel) {
  const stored = new Map<string, StepTimes>();
  const store: ChoiceStore = {
    read: async (key) => stored.get(key) ?? null,
    write: async (key, times) => void stored.set(key, times),
  };
  const openWebGL = vi.fn(async () => webgl);
  const choice = (other = renderer) => new EngineChoice({ store, renderer: () => other, openWebGL });
  const timeOn = vi.fn(async () => {
    if (typeof stepMs === 'number') return stepMs;
    throw stepMs;
  });
  return { stored, openWebGL, timeOn, choice };
}

/** Tells of a run in WebAssembly whose submissions of two steps take so long, the first longer. */
async function train(choice: EngineChoice, msPerStep: number, of = spec, device = wasm): Promise<void> {
  const hear = choice.timesOf(of, device);
  hear(9000, 2);
  for (let i = 0; i < 12; i++) hear(2 * msPerStep, 2);
  await Promise.resolve();
  await new Promise((done) => setTimeout(done));
}

describe('the choice between WebAssembly and WebGL', () => {
  it('tries nothing before a step in WebAssembly has taken more than 100 ms', async () => {
    const { stored, openWebGL, timeOn, choice } = choiceOf();
    const it = choice();
    expect(await it.deviceFor(spec, wasm, timeOn)).toBe(wasm);
    await train(it, 99);
    expect(await it.deviceFor(spec, wasm, timeOn)).toBe(wasm);
    expect([stored.size, openWebGL.mock.calls.length]).toEqual([0, 0]);
  });

  it('times WebGL once as the next run is opened, and takes it where it is quicker, also in a later worker', async () => {
    const { openWebGL, timeOn, choice } = choiceOf(50);
    await train(choice(), 150);
    expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(webgl);
    expect(openWebGL).toHaveBeenCalledWith({ cause: 'measured', detail: 'webglFaster' });
    expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(webgl);
    expect(timeOn).toHaveBeenCalledTimes(1);
  });

  it('stays with WebAssembly where WebGL is hardly quicker or fails, and does not try again', async () => {
    for (const stepMs of [130, new Error('context lost')]) {
      const { stored, timeOn, choice } = choiceOf(stepMs);
      await train(choice(), 150);
      expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(wasm);
      expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(wasm);
      expect(timeOn).toHaveBeenCalledTimes(1);
      const webglMs = typeof stepMs === 'number' ? stepMs : Number.POSITIVE_INFINITY;
      expect([...stored.values()]).toEqual([{ renderer: intel, wasm: 150, webgl: webglMs }]);
    }
  });

  it('waits for the images before it times WebGL', async () => {
    const { stored, openWebGL, timeOn, choice } = choiceOf(50);
    await train(choice(), 150);
    expect(await choice().deviceFor(spec, wasm, null)).toBe(wasm);
    expect(openWebGL).not.toHaveBeenCalled();
    expect([...stored.values()]).toEqual([{ renderer: intel, wasm: 150, webgl: null }]);
    expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(webgl);
    expect(await choice().deviceFor(spec, wasm, null)).toBe(webgl);
  });

  it('does not open again what lost, and what could not train', async () => {
    const slower = choiceOf(130);
    await train(slower.choice(), 150);
    for (let i = 0; i < 2; i++) await slower.choice().deviceFor(spec, wasm, slower.timeOn);
    expect(slower.openWebGL).toHaveBeenCalledTimes(1);

    const quicker = choiceOf(50);
    await train(quicker.choice(), 150);
    expect(await quicker.choice().deviceFor(spec, wasm, quicker.timeOn)).toBe(webgl);
    await quicker.choice().rejectWebGL(spec, wasm);
    expect(await quicker.choice().deviceFor(spec, wasm, quicker.timeOn)).toBe(wasm);
    expect(quicker.openWebGL).toHaveBeenCalledTimes(1);
  });

  it('opens in WebAssembly what WebGL has not the means for, and leaves other errors as they are', async () => {
    const { timeOn, choice } = choiceOf(50);
    await train(choice(), 150);
    const noImages = new DownhillError({ code: 'data', fact: { id: 'noExperiment', params: {} } });
    const fails = (error: Error) => async (device: Device) => {
      if (device === webgl) throw error;
      return device;
    };
    await expect(choice().open(spec, wasm, timeOn, fails(noImages))).rejects.toBe(noImages);
    expect(await choice().open(spec, wasm, timeOn, async (device) => device)).toBe(webgl);
    expect(await choice().open(spec, wasm, timeOn, fails(new Error('context lost')))).toBe(wasm);
    expect(await choice().open(spec, wasm, timeOn, async (device) => device)).toBe(wasm);
  });

  it('counts no step of the first second, and sets right what it noted on a busy machine', async () => {
    const { stored, timeOn, choice } = choiceOf(50);
    const it = choice();
    const hear = it.timesOf(spec, wasm);
    for (let i = 0; i < 5; i++) hear(190, 1);
    for (let i = 0; i < 12; i++) hear(60, 1);
    await train(it, 150);
    await train(it, 55);
    expect([...stored.values()]).toEqual([{ renderer: intel, wasm: 55, webgl: null }]);
    expect(await it.deviceFor(spec, wasm, timeOn)).toBe(wasm);
  });

  it('goes by the network: another one, and the same on another GPU, is measured for itself', async () => {
    const { timeOn, choice } = choiceOf(50);
    await train(choice(), 150);
    expect(await choice().deviceFor(wider, wasm, timeOn)).toBe(wasm);
    expect(await choice().deviceFor(experiment({ seed: 5 }), wasm, timeOn)).toBe(webgl);
    const another = choice('ANGLE (NVIDIA, GeForce GTX 1060)');
    expect(await another.deviceFor(spec, wasm, timeOn)).toBe(wasm);
    await train(another, 140);
    expect(await another.deviceFor(spec, wasm, timeOn)).toBe(webgl);
    expect(timeOn).toHaveBeenCalledTimes(2);
  });

  it('tries no WebGL that the CPU draws, none that is not there, and nothing where the address chose', async () => {
    for (const renderer of [
      null,
      '',
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))',
      'llvmpipe',
    ]) {
      const { stored, timeOn, choice } = choiceOf(50, renderer);
      await train(choice(), 150);
      expect(await choice().deviceFor(spec, wasm, timeOn)).toBe(wasm);
      expect(stored.size).toBe(0);
    }
    const { stored, timeOn, choice } = choiceOf(50);
    const chosen = deviceOf({ fallback: { cause: 'chosen', detail: 'asksWasm' } });
    const gpu = deviceOf({ backend: 'webgpu', fallback: null });
    for (const device of [chosen, gpu]) {
      await train(choice(), 150, spec, device);
      expect(await choice().deviceFor(spec, device, timeOn)).toBe(device);
    }
    expect(stored.size).toBe(0);
  });
});

it('what was measured is remembered without a database too', async () => {
  const times = { renderer: intel, wasm: 150, webgl: null };
  await choiceStore().write('a', times);
  expect(await choiceStore().read('a')).toEqual(times);
  expect(await choiceStore().read('b')).toBeNull();
});

it.each([
  ['ANGLE (NVIDIA, NVIDIA GeForce GTX 1060 Direct3D11)', false],
  ['Apple M1', false],
  ['Microsoft Basic Render Driver', true],
  ['softpipe', true],
])('%s is drawn by the CPU: %s', (name, isSoftware) => {
  expect(isSoftwareRenderer(name)).toBe(isSoftware);
});
