import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { formatDuration, runCommand } from '../../../scripts/command.mjs';

const node = (code: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand(process.execPath, ['-e', code], options);

describe('runCommand', () => {
  it('keeps the exit code and what was printed, stdout also apart', async () => {
    const { code, output, stdout } = await node(
      'console.log("out"); console.error("err"); process.exitCode = 3',
    );
    expect(code).toBe(3);
    expect(stdout).toBe('out\n');
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('gives no stdin and no colours, and adds to the environment', async () => {
    const script =
      'process.stdin.resume().on("end", () => console.log(process.env.NO_COLOR, process.env.EXTRA))';
    expect((await node(script, { env: { EXTRA: 'x' } })).stdout).toBe('1 x\n');
  });

  it('ends a command at its limit, with the commands it started', async () => {
    // The child's child holds the output open: were it left running, the result would come 5 s later.
    const script = 'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" })';
    const { code, output, elapsedMs } = await node(script, { limitMs: 1000 });
    expect(code).toBe(124);
    expect(output).toBe('\nstopped: still running after 1.0 s\n');
    expect(elapsedMs).toBeLessThan(5000);
  });

  it('makes a result of a command that is not there', async () => {
    const { code, output } = await runCommand('no-such-command', []);
    expect(code).toBe(127);
    expect(output).toContain('no-such-command');
  });
});

describe('formatDuration', () => {
  it.each([
    [40, '0.0 s'],
    [1234, '1.2 s'],
    [99_949, '99.9 s'],
    [99_960, '1 min 40 s'],
    [185_000, '3 min 05 s'],
  ])('writes %d ms as %s', (elapsedMs, text) => {
    expect(formatDuration(elapsedMs)).toBe(text);
  });
});
