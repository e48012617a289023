import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../../src/core/errors.ts';
import { DownhillError } from '../../../../src/core/errors.ts';
import { DeviceErrors } from '../../../../src/engine/device/device-errors.ts';

const loss: ErrorReport = {
  code: 'device',
  message: 'deviceLost',
  fact: { id: 'deviceLost', params: { reason: 'gone' } },
};
const failure: ErrorReport = { code: 'device', message: 'GPU: reported an error (odd)' };

describe('work on a device that fails', () => {
  it('rejects with the loss, also where that is told only after the work has failed for it', async () => {
    const deviceErrors: DeviceErrors = new DeviceErrors(async () => deviceErrors.lose(loss));
    const raw = new Error('');
    const work = deviceErrors.guard(() => Promise.reject(raw));
    await expect(work).rejects.toMatchObject({ ...loss, cause: raw });
    expect(deviceErrors.loss).toEqual(loss);
    await expect(deviceErrors.lost).resolves.toEqual(loss);
  });

  it('is not begun once the device is lost', async () => {
    const deviceErrors = new DeviceErrors();
    deviceErrors.lose(loss);
    let begun = false;
    const work = deviceErrors.guard(async () => {
      begun = true;
    });
    await expect(work).rejects.toBeInstanceOf(DownhillError);
    expect(begun).toBe(false);
  });

  it('rejects with the first failure though it seems to have succeeded, and what came of it is undone', async () => {
    const deviceErrors = new DeviceErrors();
    const undone: string[] = [];
    const work = deviceErrors.guard(
      async () => {
        deviceErrors.emit(failure);
        deviceErrors.lose(loss);
        return 'built';
      },
      (done) => undone.push(done),
    );
    await expect(work).rejects.toMatchObject(failure);
    expect(undone).toEqual(['built']);
  });

  it('is nothing to work before or after it', async () => {
    const deviceErrors = new DeviceErrors();
    deviceErrors.emit(failure);
    await expect(deviceErrors.guard(async () => 1)).resolves.toBe(1);
    deviceErrors.emit(failure);
    const raw = new RangeError('a defect');
    await expect(deviceErrors.guard(() => Promise.reject(raw))).rejects.toBe(raw);
  });

  it('tells every listener each time, until it stops listening', () => {
    const deviceErrors = new DeviceErrors();
    const heard: string[] = [];
    const stop = deviceErrors.listen(({ message }) => heard.push(message));
    deviceErrors.emit(failure);
    deviceErrors.emit(failure);
    deviceErrors.lose(loss);
    stop();
    deviceErrors.emit(failure);
    expect(heard).toEqual([failure.message, failure.message, loss.message]);
  });
});
