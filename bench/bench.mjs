// @ts-check
// Measures the engine beside other libraries, the built page by itself, what NMGD changes, or what a step costs the thread
// that hands it to the GPU; simulates how often the verdict of a race is wrong; counts what each optimizer's update costs;
// or measures training on the CPU beside other libraries:
//
//   npm run bench [-- --workload A|B] [--seconds N] [--rounds N] [--only ours,jax]
//                [--losses N] [--reference] [--seed N] [--lr N] [--name NAME]
//   npm run bench -- page [--preset ID] [--set PATH=VALUE …] [--epochs N | --steps N] [--seconds N] [--build] [--name NAME]
//   npm run bench -- page --cost [--seconds N] [--build] [--name NAME]
//   npm run bench -- nmgd [--seeds N] [--steps N] [--every N] [--only nesterov,nmgd] [--resume] [--build] [--name NAME]
//   npm run bench -- host [--workload A|B] [--name NAME]
//   npm run bench -- verdict [--races N] [--seed N] [--name NAME]
//   npm run bench -- updates
//   npm run bench -- cpu [--workload C,B,A,resnet,vit,ten-conv,lanes,first-loss,updates] [--only ours-wasm,torch,…]
//                [--seconds N] [--rounds N] [--calls] [--build] [--name NAME]
//
// ADAPTER=native measures on the machine's GPU, and refuses where the browser gives a software adapter instead.
import process from 'node:process';
import { requireNode } from '../scripts/node-version.mjs';
import { benchCpu } from './cpu.mjs';
import { benchEffect } from './effect.mjs';
import { benchHost } from './host.mjs';
import { readOptions } from './options.mjs';
import { benchPeers } from './peers.mjs';
import { benchProduct } from './product.mjs';
import { benchUpdates } from './updates.mjs';
import { benchVerdict } from './verdict.mjs';

requireNode();

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!(await measure(options))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * @param {ReturnType<typeof readOptions>} options
 * @returns {Promise<boolean>} whether all was measured
 */
function measure(options) {
  switch (options.mode) {
    case 'page':
      return benchProduct(options);
    case 'nmgd':
      return benchEffect(options);
    case 'host':
      return benchHost(options);
    case 'verdict':
      return benchVerdict(options);
    case 'updates':
      return benchUpdates();
    case 'cpu':
      return benchCpu(options);
    case 'peers':
      return benchPeers(options);
  }
}
