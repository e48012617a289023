import { readFile } from 'node:fs/promises';
import { toErrorReport } from '../core/errors.ts';
import { adapterText } from '../messages/adapter.ts';
import { errorText } from '../messages/errors.ts';
import type { Translator } from '../messages/translator.ts';
import {
  notPortableText,
  verificationLossesText,
  verificationRoundText,
  verificationText,
} from '../messages/verification.ts';
import { verifyResult } from '../protocol/verify-result.ts';
import { parseResult } from '../race/result.ts';
import type { CliCall, CliCommand, ExitStatus } from './command.ts';
import { exitStatuses } from './command.ts';
import { startInNode } from './node-engine.ts';

/** Trains a result again, or this machine's record of bits, and says whether all is the same. */
export const verify: CliCommand = {
  options: { weights: { type: 'string' } },
  async run(call) {
    const { t, host, files } = call;
    const [file] = files;
    if (file === undefined) return verifyBits(call);
    if (files.length === 1) return verifyFile(call, file);
    host.print(t('cli.tooManyFiles', { count: t.format.whole(files.length) }));
    return exitStatuses.failed;
  },
};

/** Every entry on record against what this machine gives. */
async function verifyBits({ t, host }: CliCall): Promise<ExitStatus> {
  if (host.readBits === null) {
    host.print(t('cli.verify.noRecord'));
    return exitStatuses.failed;
  }
  const { recorded, digests } = await host.readBits();
  const different: string[] = [];
  const unknown: string[] = [];
  const missing = new Set(Object.keys(recorded));
  for await (const [name, digest] of digests) {
    missing.delete(name);
    const isSame = recorded[name] === digest;
    if (!isSame) (recorded[name] === undefined ? unknown : different).push(name);
    host.print(t('cli.verify.bits', { name, isSame: isSame ? 'yes' : 'no' }));
  }
  if (unknown.length > 0) host.print(t('cli.verify.bitsUnknown', { names: t.format.and(unknown) }));
  if (missing.size > 0) host.print(t('cli.verify.bitsMissing', { names: t.format.and([...missing]) }));
  if (different.length > 0)
    host.print(t('cli.verify.bitsDiffer', { entries: different.length, names: t.format.and(different) }));
  if (different.length + unknown.length + missing.size > 0) return exitStatuses.differs;
  host.print(t('cli.verify.bitsSame', { entries: Object.keys(recorded).length }));
  return exitStatuses.same;
}

async function verifyFile(call: CliCall, file: string): Promise<ExitStatus> {
  const { t, host, options } = call;
  const text = await readOr(call, file);
  if (text === null) return exitStatuses.failed;
  const { weights: weightsFile } = options;
  const weights = typeof weightsFile === 'string' ? await readOr(call, weightsFile) : null;
  if (typeof weightsFile === 'string' && weights === null) return exitStatuses.failed;
  try {
    const result = parseResult(text.toString());
    const { spec, adapter, versions, portable } = result;
    if (!portable) {
      host.print(notPortableText(t, adapter));
      return exitStatuses.failed;
    }
    const losses = result.rounds.flatMap(({ runs }) => runs.map(({ loss }) => loss.length));
    host.print(
      t('cli.verify.result', {
        name: spec.name,
        losses: losses.reduce((sum, count) => sum + count, 0),
        engine: adapterText(t, adapter),
        version: versions.downhill ?? '',
      }),
    );
    const verification = await verifyResult(result, {
      start: startInNode,
      dataUrl: host.dataUrl.href,
      ...(weights && { weights: new Blob([new Uint8Array(weights)]) }),
      onProgress: (progress) => host.showProgress(progressText(t, progress)),
    });
    host.showProgress(null);
    const names = spec.lanes.map(({ name }) => name);
    const { title, text: more } = verificationText(t, verification, names);
    host.print(title);
    if (more !== '') host.print(more);
    return exitStatuses[verification.id];
  } catch (error) {
    host.showProgress(null);
    host.print(t('cli.failed', { reason: errorText(t, toErrorReport(error)) }));
    return exitStatuses.failed;
  }
}

type Progress = Parameters<typeof verificationRoundText>[1];

const progressText = (t: Translator, progress: Progress): string =>
  t('common.clauses', {
    first: verificationRoundText(t, progress),
    rest: verificationLossesText(t, progress),
  });

/** The bytes of a file; null where it cannot be read, which is said. */
async function readOr({ t, host }: CliCall, file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    host.print(t('cli.fileNotRead', { file, reason }));
    return null;
  }
}
