import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../support/disk-reader.ts';
import { sha256Of } from '../../support/tiny-dataset.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../../scripts/make-data.mjs', import.meta.url));

async function sumsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map(async (name) => `${name} ${sha256Of(await readFile(join(folder, name)))}`));
}

describe('scripts/make-data.mjs', () => {
  // Fashion-MNIST's source is a Debian package that a machine may lack; the digits' is a locked dependency.
  it('remakes mnist-10k to the byte', async () => {
    const out = await mkdtemp(join(tmpdir(), 'downhill-data-'));
    try {
      await run(process.execPath, [script, 'mnist-10k', '--out', out]);
      const made = await sumsOf(join(out, 'mnist-10k'));
      expect(made.length).toBe(6);
      expect(made).toEqual(await sumsOf(fileURLToPath(new URL('mnist-10k/', dataFolder))));
    } finally {
      await rm(out, { recursive: true });
    }
  }, 60_000);

  it('says what to do where the source of Fashion-MNIST is missing', async () => {
    const idx = join(tmpdir(), 'downhill-no-such-folder');
    await expect(
      run(process.execPath, [script, 'fashion-mnist', '--idx', idx, '--out', idx]),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('install the Debian package dataset-fashion-mnist'),
    });
  });
});
