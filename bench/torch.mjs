// @ts-check
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../scripts/command.mjs';
import { aptSteps, installBy, systemRights } from '../scripts/system-install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = ['--no-install-recommends', 'python3-torch', 'libopenblas0-pthread'];
/** The system's, which the packages of Debian are for; or the one that PYTHON names. */
const python = process.env.PYTHON || '/usr/bin/python3';

/**
 * Makes sure that PyTorch is there: as root on Debian it is installed.
 * @returns {Promise<string | null>} what is lacking, or null
 */
export async function findTorch() {
  const isThere = async () => (await runCommand(python, ['-c', 'import torch'])).code === 0;
  if (await isThere()) return null;
  const { isRoot, hasApt } = systemRights();
  if (isRoot && hasApt) {
    console.log('Installing PyTorch …');
    const log = await installBy([aptSteps(packages)], { root, isComplete: () => false });
    if (await isThere()) return null;
    if (log.length > 0) return `PyTorch could not be installed: ${log.join('\n')}`;
  }
  return `${python} has no PyTorch; on Debian install python3-torch and libopenblas0-pthread, or set PYTHON`;
}

/** PyTorch in a process of its own, which trains one network at a time. */
export class TorchProcess {
  #child;
  /** @type {AsyncIterator<string>} */
  #lines;

  constructor() {
    this.#child = spawn(python, [join(root, 'bench', 'torch-cpu.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {import('./page/main.ts').NetworkReport & { lr: number }} network
   * @returns {Promise<{ version: string, blas: string }>}
   * @throws where it is another network, by the number of its parameters, or the BLAS is a slow one
   */
  async open(network) {
    const { parameters, ...report } = await this.#ask({ open: network });
    if (parameters !== network.parameters)
      throw new Error(`PyTorch: should have ${network.parameters} parameters, got ${parameters}`);
    if (!report.blas.startsWith('openblas'))
      throw new Error(`PyTorch: should use OpenBLAS (libopenblas0-pthread), got ${report.blas}`);
    return report;
  }

  /**
   * @param {number} steps
   * @returns {Promise<{ losses: number[], elapsedMs: number }>}
   */
  run(steps) {
    return this.#ask({ steps });
  }

  end() {
    this.#child.kill();
  }

  /** @param {object} request */
  async #ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('PyTorch: its process has ended');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`PyTorch: ${answer.error}`);
    return answer;
  }
}
