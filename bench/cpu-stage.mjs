// @ts-check
import { pageStage } from './race.mjs';
import { TorchProcess } from './torch.mjs';

/**
 * @typedef {import('./options.mjs').CpuContestantId} CpuContestantId
 * @typedef {import('./page/contestant.ts').Contestant} Contestant
 * @typedef {import('./page/load-problem.ts').ProblemSettings} ProblemSettings
 * @typedef {import('./page/main.ts').NetworkReport} NetworkReport
 * @typedef {import('./page/messages.ts').Round} Round
 */

const cpu = { vendor: '', architecture: '', description: 'CPU', software: true };
const report = { adapter: cpu, dispatchesPerStep: null, notes: [] };

/** Contestants of a page, of this process and of PyTorch's, on one network after the other. */
export class CpuStage {
  #page;
  #onPage;
  #engine;
  #lacking;
  /** @type {TorchProcess | null} */
  #torch = null;
  /** @type {Contestant['runSteps'] | null} */
  #ours = null;
  /** @type {(ProblemSettings & NetworkReport) | null} */
  #network = null;
  /** @type {Set<CpuContestantId>} */
  #open = new Set();
  #steps = new Map();
  /** @type {string | null} */
  torchVersion = null;

  /**
   * @param {import('@playwright/test').Page} page of the contestants
   * @param {typeof import('./node-engine.ts')} engine ours in this process
   * @param {string | null} lacking why PyTorch is not there
   */
  constructor(page, engine, lacking) {
    this.#page = page;
    this.#onPage = pageStage(page);
    this.#engine = engine;
    this.#lacking = lacking;
  }

  /**
   * What is trained from here on.
   * @param {ProblemSettings} settings
   * @returns {Promise<NetworkReport>}
   */
  async load(settings) {
    const network = await this.#page.evaluate((which) => window.bench.load(which), settings);
    this.#network = { ...settings, ...network };
    this.#steps.clear();
    return network;
  }

  /** @param {CpuContestantId} id */
  async open(id) {
    this.#open.add(id);
    const network = this.#network;
    if (network === null) throw new Error('bench: no network is loaded');
    if (id === 'ours-node') {
      this.#ours = await this.#engine.stepsInNode(network);
      return report;
    }
    if (id !== 'torch') return this.#onPage.open(id);
    if (this.#lacking !== null) throw new Error(this.#lacking);
    this.#torch ??= new TorchProcess();
    this.torchVersion = (await this.#torch.open(network)).version;
    return report;
  }

  /**
   * @param {CpuContestantId} id
   * @param {number} steps
   * @returns {Promise<Round>}
   */
  async runSteps(id, steps) {
    if (id !== 'torch' && id !== 'ours-node') return this.#onPage.runSteps(id, steps, false);
    const first = this.#steps.get(id) ?? 0;
    this.#steps.set(id, first + steps);
    const began = performance.now();
    const result = id === 'torch' ? await this.#torch?.run(steps) : await this.#ours?.(first, steps);
    if (!result) throw new Error(`${id}: is not open`);
    const elapsedMs = 'elapsedMs' in result ? result.elapsedMs : performance.now() - began;
    return { first, steps, calls: null, jsMs: 0, elapsedMs, losses: result.losses };
  }

  /** @param {CpuContestantId} id */
  async close(id) {
    this.#open.delete(id);
    if (id === 'ours-node') this.#ours = null;
    else if (id !== 'torch') await this.#onPage.close(id);
  }

  async closeAll() {
    for (const id of [...this.#open]) await this.close(id);
  }

  end() {
    this.#torch?.end();
  }
}
