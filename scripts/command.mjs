// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 where the command could not be started, 124 where it ran past its limit
 * @property {string} output stdout and stderr together
 * @property {string} stdout
 * @property {number} elapsedMs
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
const isWindows = process.platform === 'win32';

/**
 * Runs a command to its end, without stdin and without colours, and keeps what it prints.
 * A failing command is a result, not an exception. An interrupt of this process ends the command and its children.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, limitMs?: number, onOutput?: (text: string) => void }} [options]
 *   limitMs: 20 minutes where absent
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, { cwd, env, limitMs = 20 * 60_000, onOutput } = {}) {
  const startedAt = performance.now();
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...process.env, NO_COLOR: '1', ...env };
  delete environment.FORCE_COLOR; // Node warns on every start where both are set
  listenForInterrupts();
  const child = spawn(command, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows, // a process group of its own, so that it can be ended with all its children
  });
  running.add(child);

  let output = '';
  let stdout = '';
  let timedOut = false;
  /** @param {string} text */
  const keep = (text) => {
    output += text;
    onOutput?.(text);
  };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    keep(text);
  });
  child.stderr.setEncoding('utf8').on('data', keep);

  const limit = setTimeout(() => {
    timedOut = true;
    keep(`\nstopped: still running after ${formatDuration(limitMs)}\n`);
    signalGroup(child, 'SIGTERM');
    setTimeout(() => signalGroup(child, 'SIGKILL'), 5000).unref();
  }, limitMs);

  return new Promise((resolve) => {
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      stopListening();
      resolve({ code: timedOut ? 124 : code, output, stdout, elapsedMs: performance.now() - startedAt });
    };
    child.on('error', (error) => {
      keep(`${command}: ${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
    // A process left behind can hold the pipes open for ever.
    child.on('exit', () =>
      setTimeout(() => [child.stdout, child.stderr].map((pipe) => pipe.destroy()), 5000).unref(),
    );
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // it has ended by itself
  }
}

/** @type {readonly [NodeJS.Signals, number][]} */
const interrupts = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
];
const listeners = interrupts.map(([signal, code]) => ({
  signal,
  listener: () => {
    for (const child of running) signalGroup(child, 'SIGTERM');
    process.exit(code);
  },
}));

/** Listens only while a command runs, so that at any other time an interrupt means what it always means. */
function listenForInterrupts() {
  if (running.size === 0) for (const { signal, listener } of listeners) process.on(signal, listener);
}

function stopListening() {
  if (running.size === 0) for (const { signal, listener } of listeners) process.off(signal, listener);
}

/**
 * A duration for people: `0.4 s`, `12.0 s`, `3 min 05 s`.
 * @param {number} elapsedMs
 * @returns {string}
 */
export function formatDuration(elapsedMs) {
  const seconds = elapsedMs / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
