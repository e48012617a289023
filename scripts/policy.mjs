// @ts-check

/**
 * What the page may load and run, by directive: the one source of the policy in index.html, of the header that serve.mjs
 * sends, and of dist/_headers.
 * @type {Readonly<Record<string, string>>}
 */
const DIRECTIVES = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'", // tfjs brings WebAssembly; code made from text stays refused
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/**
 * Who may show the page in a frame. Pages beside it, as course notes on the same site are; no other site may lay the page
 * under its own buttons. Only a header can say this: in a meta element browsers ignore it.
 */
const FRAME_ANCESTORS = "'self'";

/** @param {Readonly<Record<string, string>>} directives */
const textOf = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

/** The policy as the meta element of the page carries it, for hosts that send no headers. */
export const metaPolicy = textOf(DIRECTIVES);

/**
 * What lets the threads of one training step share memory: the page loads from its own site alone, and is in no window
 * group with pages of others. A sandboxed frame is of no site, so files say that any may load them.
 * @type {Readonly<Record<string, string>>}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * What a host should send with every file. A worker has the policy of its own script's answer, not that of the page.
 * @type {Readonly<Record<string, string>>}
 */
export const securityHeaders = {
  'Content-Security-Policy': textOf({ ...DIRECTIVES, 'frame-ancestors': FRAME_ANCESTORS }),
  ...isolationHeaders,
  'X-Content-Type-Options': 'nosniff',
};

/** The same for hosts that read a file `_headers` (Netlify, Cloudflare Pages), with how long hashed files may be kept. */
export const headersFile = [
  '/*',
  ...Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`),
  '/assets/*',
  '  Cache-Control: public, max-age=31536000, immutable',
  '',
].join('\n');
