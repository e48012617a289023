import { expect, it } from 'vitest';
import { bitDigests } from './bits.ts';

/** Every machine, engine and version gives these: whoever changes them changes what every result has said. */
it('in WebAssembly every optimizer and every family of networks has the bits that are on file', async () => {
  const digests: Record<string, string> = {};
  for await (const [name, digest] of bitDigests()) digests[name] = digest;
  await expect(`${JSON.stringify(digests, null, 2)}\n`).toMatchFileSnapshot('data/wasm-bits.json');
});
