import type { ParseArgsConfig } from 'node:util';
import type { Translator } from '../messages/translator.ts';

/** What a shell is told: `same` also where a command simply did what was asked. */
export const exitStatuses = { same: 0, differs: 1, failed: 2 } as const;
export type ExitStatus = (typeof exitStatuses)[keyof typeof exitStatuses];

/** Digests of short runs in WebAssembly: those on record, and those of this machine as they are worked out. */
export interface Bits {
  readonly recorded: Readonly<Record<string, string>>;
  readonly digests: AsyncIterable<readonly [name: string, digest: string]>;
}

/** What a command stands on. */
export interface CliHost {
  readonly print: (line: string) => void;
  /** Says how far it is, in the place of what was said before; null says nothing any more. */
  readonly showProgress: (line: string | null) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of the datasets. */
  readonly dataUrl: URL;
  /** Null where the command line does not run in a checkout. */
  readonly readBits: (() => Promise<Bits>) | null;
}

/** A call of a command, its arguments read. */
export interface CliCall {
  readonly t: Translator;
  readonly host: CliHost;
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** A command of the command line. Its text is the message `cli.command.<id>`. */
export interface CliCommand {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(call: CliCall): Promise<ExitStatus>;
}
