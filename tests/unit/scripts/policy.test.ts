import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headersFile, metaPolicy, securityHeaders } from '../../../scripts/policy.mjs';

/** A policy by directive. */
const directives = (policy: string) =>
  Object.fromEntries(
    policy.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ');
      return [name, sources.join(' ')];
    }),
  );

describe('the policy', () => {
  const header = securityHeaders['Content-Security-Policy'] ?? '';

  it('is the same in the page and in the header, which alone can say who may frame it', () => {
    const { 'frame-ancestors': framedBy, ...rest } = directives(header);
    expect(directives(metaPolicy)).toEqual(rest);
    expect(framedBy).toBe("'self'");
  });

  it('lets no script run that is not a file of this site, but WebAssembly', () => {
    const { 'script-src': scripts, 'object-src': objects } = directives(metaPolicy);
    expect([scripts, objects]).toEqual(["'self' 'wasm-unsafe-eval'", "'none'"]);
  });

  it('stands in index.html by its place alone, before the first script', () => {
    const html = readFileSync(new URL('../../../index.html', import.meta.url), 'utf8');
    const at = html.indexOf('http-equiv="Content-Security-Policy" content="%POLICY%"');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(html.indexOf('<script'));
  });

  it('comes with the headers that let threads share memory', () => {
    expect(securityHeaders).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });

  it('is sent with every file by hosts that read _headers', () => {
    expect(headersFile.startsWith(`/*\n  Content-Security-Policy: ${header}\n`)).toBe(true);
  });

  it('is what the README tells other hosts to send', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const { 'Content-Security-Policy': _, ...others } = securityHeaders;
    expect(readme).toContain(`add_header Content-Security-Policy "${header}" always;`);
    for (const [name, value] of Object.entries(others))
      expect(readme).toContain(`add_header ${name} ${value} always;`);
  });
});
