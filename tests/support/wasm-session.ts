import { newArrival } from '../../src/data/arrival.ts';
import { openWasm } from '../../src/engine/device/wasm-device.ts';
import { Session } from '../../src/engine/session.ts';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import type { RunResult } from '../../src/protocol/run-reports.ts';
import { dataFolder, readFromDisk } from './disk-reader.ts';
import { testOutbox } from './outbox.ts';

/** A whole run in WebAssembly, in Node: what `downhill.run` gives on a page. */
export async function runInWasm(spec: ExperimentSpec): Promise<RunResult> {
  const ended = newArrival();
  const session = new Session({
    readBytes: readFromDisk,
    outbox: testOutbox({
      onEmit: (kind, payload) => {
        if (kind === 'state' && 'state' in payload && payload.state === 'finished') ended.resolve();
      },
    }),
    openDevice: async () => {
      const device = await openWasm({ cause: 'missing', detail: 'noWebGpu' });
      if ('cause' in device) throw new Error(`WebAssembly: ${device.detail}`);
      return device;
    },
  });
  await session.handlers.connect({ prefer: 'wasm', dataUrl: dataFolder.href });
  await session.handlers.open({ spec });
  await session.handlers.play({});
  await ended.promise;
  return session.handlers.result({});
}
