import { parseArgs } from 'node:util';
import type { Language } from '../core/language.ts';
import { languageOf } from '../core/language.ts';
import { loadMessages } from '../messages/load.ts';
import type { Translator } from '../messages/translator.ts';
import { makeTranslator } from '../messages/translator.ts';
import type { CliCommand, CliHost, ExitStatus } from './command.ts';
import { exitStatuses } from './command.ts';
import { verify } from './verify.ts';

const commands = { verify } as const satisfies Readonly<Record<string, CliCommand>>;
type CommandId = keyof typeof commands;
const commandIds = Object.keys(commands) as CommandId[];

const commonOptions = { language: { type: 'string' }, help: { type: 'boolean' } } as const;
const optionIds = ['weights', 'language', 'help'] as const;

/**
 * The command line: reads the arguments, runs the command they name, and says what came of it.
 *   npm run downhill -- verify [result.json] [--weights FILE] [--language en|zh]
 * @returns the exit code
 */
export async function main(args: readonly string[], host: CliHost): Promise<ExitStatus> {
  const [id = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args;
  const t = await translatorOf(languageOfCall(args, host));
  const command: CliCommand | null = isCommand(id) ? commands[id] : null;
  if (command === null && id !== '') {
    host.print(t('cli.unknownCommand', { got: id, commands: t.format.or(commandIds) }));
    return exitStatuses.failed;
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...commonOptions, ...command?.options },
      allowPositionals: command !== null,
    });
    if (command === null || values.help === true) {
      printUsage(t, host);
      return values.help === true ? exitStatuses.same : exitStatuses.failed;
    }
    const options = values as Readonly<Record<string, string | boolean | undefined>>;
    return await command.run({ t, host, files: positionals, options });
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    host.print(t('cli.badOptions', { reason: error.message }));
    return exitStatuses.failed;
  }
}

const isCommand = (id: string): id is CommandId => Object.hasOwn(commands, id);

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

function printUsage(t: Translator, { print }: CliHost): void {
  print(t('cli.usage'));
  print(`\n${t('cli.commands')}`);
  for (const id of commandIds) print(`  ${t(`cli.command.${id}`)}`);
  print(`\n${t('cli.options')}`);
  for (const id of optionIds) print(`  ${t(`cli.option.${id}`)}`);
  print(`\n${t('cli.exitStatus')}`);
}

/** What `--language` asks for, else the system: known before the arguments are read, whose faults are told in it. */
function languageOfCall(args: readonly string[], { environment }: CliHost): Language {
  const place = args.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  const tag = args[place]?.split('=')[1] ?? args[place + 1] ?? '';
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (place === -1 ? null : languageOf(tag)) ?? languageOf(LC_ALL || LC_MESSAGES || LANG || '') ?? 'en';
}

async function translatorOf(language: Language): Promise<Translator> {
  const { messages, complete } = await loadMessages(language);
  await complete();
  return makeTranslator(language, messages);
}
