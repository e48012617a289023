import type { ErrorFact, ErrorId } from '../core/error-facts.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { MemoryFix } from '../core/memory-facts.ts';
import type { Bytes } from '../core/weights-facts.ts';
import type { ModelId } from '../nn/index.ts';
import type { Backend } from '../protocol/training-facts.ts';
import { backendNames } from './adapter.ts';
import { modelChoice, modelOptionLabel } from './models.ts';
import { joinSentences } from './sentences.ts';
import type { MessageKey, Translator } from './translator.ts';

/** A translator without the types of parameters: what all errors have together is more than the compiler can put in one. */
type AnyParameters = (key: MessageKey, values: Readonly<Record<string, string | number>>) => string;

/**
 * What is wrong and what to do about it, in one or two sentences. An error that is not ours speaks for itself, in whichever
 * language it does.
 */
export function errorText(t: Translator, { code, fact, message, path }: ErrorReport): string {
  if (fact === undefined) return message;
  const text = withAdvice(t, fact, path);
  return code === 'spec' && path !== undefined ? `${path}: ${text}` : text; // what a value must be, and which
}

/** The same without the path into the experiment, for what stands beside the value. */
export function reasonText(t: Translator, report: ErrorReport): string {
  const { fact, message, path } = report;
  return fact === undefined ? joinSentences(t, message) : withAdvice(t, fact, path);
}

/** What to type instead, by the last names of the path. */
const advice = {
  lr: 'lr',
  momentum: 'momentum',
  eps: 'eps',
  batchSize: 'batchSize',
  'training.steps': 'steps',
  filters: 'filters',
  seed: 'seed',
  'start.sha256': 'sha256',
  labelSmoothing: 'labelSmoothing',
  'clip.globalNorm': 'clipNorm',
  'clip.value': 'clipValue',
  'guard.factor': 'guardFactor',
} as const satisfies Readonly<Record<string, string>>;

/** Of a value that is missing or not what it must be. */
const advised: ReadonlySet<ErrorId> = new Set<ErrorId>([
  'missing',
  'wholeNumber',
  'number',
  'notText',
  'notList',
  'notSha256',
  'listLength',
  'float32Max',
  'float32Min',
]);

function withAdvice(t: Translator, fact: ErrorFact, path = ''): string {
  const text = factSentence(t, fact);
  if (fact.id === 'bufferTooLarge' || fact.id === 'memoryExhausted')
    return joinSentences(t, text, memoryFixText(t, fact.params));
  if (!advised.has(fact.id)) return text;
  const names = path.replaceAll(/\[\d+\]/g, '').split('.');
  const field = [names.slice(-2).join('.'), names.at(-1) ?? ''].find((name) => name in advice);
  if (field === undefined) return text;
  return joinSentences(t, text, t(`experiment.advice.${advice[field as keyof typeof advice]}`));
}

type Parameter = string | number | readonly string[] | Bytes;

function memoryFixText(t: Translator, { fix, model, widths, setting, value }: MemoryFix): string {
  const id = model as ModelId;
  const keyOf = (path: string) => path.slice('model.'.length);
  const named = (path: string) => t('engine.memoryOption', { label: modelOptionLabel(t, id, keyOf(path)) });
  return t(`engine.memoryFix.${fix}`, {
    widths: t.format.or(widths.map(named)),
    setting: setting === '' ? '' : named(setting),
    value: setting === '' ? '' : modelChoice(t, id, keyOf(setting), value),
  });
}

/** A fact as a sentence; bytes get their unit, and lists become lists of the language. */
function factSentence(t: Translator, { id, params }: ErrorFact): string {
  const values = Object.entries(params as Readonly<Record<string, Parameter>>).map(([name, value]) => [
    name,
    parameterText(t, name, value),
  ]);
  const key: MessageKey = `errors.${id}`;
  return (t as unknown as AnyParameters)(key, Object.fromEntries(values));
}

/** Of what was got all, of what may be chosen one. */
function parameterText(t: Translator, name: string, value: Parameter): string | number {
  if (name === 'backend' && Object.hasOwn(backendNames, String(value)))
    return backendNames[String(value) as Backend];
  if (typeof value !== 'object') return value;
  if ('bytes' in value) return t.format.bytes(value.bytes);
  return name === 'got' ? t.format.and(value) : t.format.or(value);
}
