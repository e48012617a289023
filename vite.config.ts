import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { headersFile, metaPolicy } from './scripts/policy.mjs';

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
  plugins: [react(), policy, withoutPolicyInDev],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the policy takes fonts and pictures from this site only, not from data: addresses
    chunkSizeWarningLimit: 4000,
  },
  define: { __VERSIONS__: JSON.stringify(versions) },
  worker: { format: 'es' },
});
