import type { Language } from '../core/language.ts';
import type { AnyMessages } from './translator.ts';

type Part = () => Promise<{ readonly messages: object }>;

/** Each language in two files: what the page says before it can train, and what parts say that are loaded later. */
const parts: Readonly<Record<Language, { readonly first: Part; readonly deferred: Part }>> = {
  en: { first: () => import('./en/index.ts'), deferred: () => import('./en/deferred/index.ts') },
  zh: { first: () => import('./zh/index.ts'), deferred: () => import('./zh/deferred/index.ts') },
};

export interface LoadedMessages {
  /** Those of the first page, and the others once `complete` has put them there. */
  readonly messages: AnyMessages;
  /**
   * Adds what deferred parts of the page say; again and again costs nothing.
   * @throws TypeError where it does not load; it may be tried again
   */
  readonly complete: () => Promise<void>;
}

/**
 * The messages of a language, fetched when it is first asked for.
 * @throws TypeError where it does not load, as offline
 */
export async function loadMessages(language: Language): Promise<LoadedMessages> {
  const { first, deferred } = parts[language];
  const messages: Tree = {};
  addMessages(messages, (await first()).messages);
  let pending: Promise<void> | null = null;
  async function add(): Promise<void> {
    try {
      addMessages(messages, (await deferred()).messages);
    } catch (error) {
      pending = null;
      throw error;
    }
  }
  return {
    messages: messages as unknown as AnyMessages,
    complete: () => {
      pending ??= add();
      return pending;
    },
  };
}

interface Tree {
  [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value); // a compiled message is a list

/** Copies messages into others, area by area; a translator that has the others finds them at once. */
function addMessages(into: Tree, more: object): void {
  for (const [key, value] of Object.entries(more)) {
    if (!isTree(value)) into[key] = value;
    else {
      const own = into[key];
      const branch: Tree = isTree(own) ? own : {};
      into[key] = branch;
      addMessages(branch, value);
    }
  }
}
