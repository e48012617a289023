// @ts-check
// Measures the engine beside other libraries, the built page by itself, or what NMGD changes:
//
//   npm run bench [-- --workload A|B] [--seconds N] [--rounds N] [--only ours,jax]
//                [--losses N] [--reference] [--seed N] [--lr N] [--name NAME]
//   npm run bench -- page [--preset ID] [--epochs N | --steps N] [--seconds N] [--build] [--name NAME]
//   npm run bench -- nmgd [--seeds N] [--steps N] [--build] [--name NAME]
//
// ADAPTER=native measures on the machine's GPU, and refuses where the browser gives a software adapter instead.
import process from 'node:process';
import { requireNode } from '../scripts/node-version.mjs';
import { benchEffect } from './effect.mjs';
import { readOptions } from './options.mjs';
import { benchPeers } from './peers.mjs';
import { benchProduct } from './product.mjs';

requireNode();

/** @param {ReturnType<typeof readOptions>} options */
function run(options) {
  switch (options.mode) {
    case 'page':
      return benchProduct(options);
    case 'nmgd':
      return benchEffect(options);
    case 'peers':
      return benchPeers(options);
  }
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const complete = await run(options);
  if (!complete) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
