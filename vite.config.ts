import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { kernelsPlugin } from './scripts/assembly.mjs';
import {
  earlyKeys,
  JSON_SCHEMA_MAKER,
  STARTUP_BUDGET,
  startupSize,
  withoutBodies,
  woff2Only,
} from './scripts/bundle.mjs';
import { compileMessages, MESSAGE_FILE } from './scripts/compile-messages.mjs';
import { readMessages } from './scripts/message-source.mjs';
import { headersFile, isolationHeaders, metaPolicy } from './scripts/policy.mjs';

/** Puts the policy into the built page, and beside it for hosts that read `_headers`. */
const policy: Plugin = {
  name: 'policy',
  apply: 'build',
  transformIndexHtml: (html) => html.replace('%POLICY%', metaPolicy),
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile });
  },
};

/** The dev server injects an inline script for fast refresh, which the page's policy would refuse. */
const withoutPolicyInDev: Plugin = {
  name: 'without-policy-in-dev',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta[^>]*http-equiv="Content-Security-Policy"[^>]*>/s, ''),
};

/** One font file a face. */
const oneFontFile: Plugin = {
  name: 'one-font-file',
  enforce: 'pre',
  transform: (code, id) => (/katex[^?]*\.css/.test(id) ? woff2Only(code) : undefined),
};

/** The built page reads messages that are compiled, and has no parser for them; the dev server parses them. */
const compiledMessages: Plugin = {
  name: 'compiled-messages',
  apply: 'build',
  enforce: 'pre',
  config: () => ({
    resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  }),
  transform: (code, id) => (MESSAGE_FILE.test(id) ? compileMessages(code) : undefined),
};

/**
 * Leaves out zod's makers of JSON schemas, which hang on every schema: the page makes none (`npm run schema` does).
 */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  apply: 'build',
  transform: (code, id) => (JSON_SCHEMA_MAKER.test(id) ? withoutBodies(code) : undefined),
};

/** Texts of deferred parts, by key. */
const deferredKeys = (): string[] =>
  [...readMessages(import.meta.dirname, 'en').messages]
    .filter(([, { at }]) => at.includes('/deferred/'))
    .map(([key]) => key);

/**
 * Says what the page loads before it can train, and fails where that is more than the budget, or has a text that is loaded
 * later.
 */
const startupBudget: Plugin = {
  name: 'startup-budget',
  apply: 'build',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const early = earlyKeys(chunks, deferredKeys());
    if (early.length > 0) {
      this.error(
        `the first page has texts of deferred parts, move them out of deferred/: ${early.join(', ')}`,
      );
    }
    const { files, gzip } = startupSize(chunks);
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
    this.info(`before it can train the page loads ${kilobytes(gzip)} of JavaScript (gzip)`);
    if (gzip <= STARTUP_BUDGET) return;
    const list = files.map((file) => `${file.name} ${kilobytes(file.gzip)}`).join(', ');
    this.error(
      `the page loads ${kilobytes(gzip)} (gzip), the budget is ${kilobytes(STARTUP_BUDGET)}: ${list}`,
    );
  },
};

const packageJson: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const { version, dependencies } = packageJson as { version: string; dependencies: Record<string, string> };
/** What a result names as having computed it. */
const versions = {
  downhill: version,
  tfjs: dependencies['@tensorflow/tfjs'],
  'tfjs-backend-webgpu': dependencies['@tensorflow/tfjs-backend-webgpu'],
};

export default defineConfig({
  base: './', // so that dist/ works below any path of a static host
  plugins: [
    react(),
    kernelsPlugin(import.meta.dirname),
    policy,
    withoutPolicyInDev,
    oneFontFile,
    compiledMessages,
    withoutJsonSchemas,
    startupBudget,
  ],
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the policy takes fonts and images from this site only, not from data: addresses
    chunkSizeWarningLimit: 4000,
  },
  define: { __VERSIONS__: JSON.stringify(versions) },
  worker: { format: 'es', plugins: () => [kernelsPlugin(import.meta.dirname)] },
});
