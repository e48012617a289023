import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../../src/core/errors.ts';
import { DownhillError } from '../../../../src/core/errors.ts';
import { Failures } from '../../../../src/engine/device/failures.ts';

const loss: ErrorReport = { code: 'device', message: 'GPU: was lost (gone)', hint: 'Restart.' };
const failure: ErrorReport = { code: 'device', message: 'GPU: reported an error (odd)' };

describe('work on a device that fails', () => {
  it('rejects with the loss, also where that is told only after the work has failed for it', async () => {
    const failures: Failures = new Failures(async () => failures.lose(loss));
    const raw = new Error('');
    const work = failures.during(() => Promise.reject(raw));
    await expect(work).rejects.toMatchObject({ ...loss, cause: raw });
    expect(failures.loss).toEqual(loss);
    await expect(failures.lost).resolves.toEqual(loss);
  });

  it('is not begun once the device is lost', async () => {
    const failures = new Failures();
    failures.lose(loss);
    let begun = false;
    const work = failures.during(async () => {
      begun = true;
    });
    await expect(work).rejects.toBeInstanceOf(DownhillError);
    expect(begun).toBe(false);
  });

  it('rejects with the first failure though it seems to have succeeded, and what came of it is undone', async () => {
    const failures = new Failures();
    const undone: string[] = [];
    const work = failures.during(
      async () => {
        failures.emit(failure);
        failures.lose(loss);
        return 'built';
      },
      (done) => undone.push(done),
    );
    await expect(work).rejects.toMatchObject(failure);
    expect(undone).toEqual(['built']);
  });

  it('is nothing to work before or after it', async () => {
    const failures = new Failures();
    failures.emit(failure);
    await expect(failures.during(async () => 1)).resolves.toBe(1);
    failures.emit(failure);
    const raw = new RangeError('a defect');
    await expect(failures.during(() => Promise.reject(raw))).rejects.toBe(raw);
  });

  it('tells every listener each time, until it stops listening', () => {
    const failures = new Failures();
    const heard: string[] = [];
    const stop = failures.listen(({ message }) => heard.push(message));
    failures.emit(failure);
    failures.emit(failure);
    failures.lose(loss);
    stop();
    failures.emit(failure);
    expect(heard).toEqual([failure.message, failure.message, loss.message]);
  });
});
