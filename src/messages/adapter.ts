import type { AdapterReport, Backend, FallbackDetail } from '../protocol/training-facts.ts';
import type { Translator } from './translator.ts';

/** The interfaces by their names, the same in every language. */
export const backendNames: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  cpu: 'JavaScript',
};

/** What the badge says first: the interface, or that no GPU is at work. */
export function adapterTitle(t: Translator, adapter: AdapterReport | null): string {
  if (adapter === null) return t('shell.adapter.asking');
  const backend = backendNames[adapter.backend];
  return adapter.software ? t('shell.adapter.software', { backend }) : backend;
}

/** The vendor and the architecture of the chip, as far as the browser tells: `NVIDIA Hopper`; empty where it tells nothing. */
export function adapterDetail(adapter: AdapterReport | null): string {
  if (adapter === null || adapter.backend === 'cpu') return '';
  const software = softwareName(adapter);
  if (software !== null) return software;
  return [vendorName(adapter.vendor), sentenceCase(adapter.architecture)]
    .filter((part) => part !== '')
    .join(' ');
}

/** Title and detail together: `WebGPU, NVIDIA Hopper`. */
export function adapterText(t: Translator, adapter: AdapterReport | null): string {
  const title = adapterTitle(t, adapter);
  const detail = adapterDetail(adapter);
  return detail === '' ? title : t('shell.adapter.text', { title, detail });
}

/** The name of the software adapter, where it is a known one. */
export function softwareName({ software, vendor, architecture, description }: AdapterReport): string | null {
  if (!software) return null;
  const reported = `${vendor} ${architecture} ${description}`.toLowerCase();
  if (reported.includes('swiftshader')) return 'SwiftShader';
  if (reported.includes('llvmpipe')) return 'llvmpipe';
  return /basic render|warp/.test(reported) ? 'WARP' : null;
}

function vendorName(vendor: string): string {
  return vendor.length <= 3 || vendor === 'nvidia' ? vendor.toUpperCase() : sentenceCase(vendor);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const details: Readonly<Record<FallbackDetail, true>> = {
  plainHttp: true,
  noWebGpu: true,
  noAdapter: true,
  softwareAdapter: true,
  noWasm: true,
  noSimd: true,
  wasmForbidden: true,
  webglFaster: true,
  asksCpu: true,
  asksWasm: true,
  asksWebgl: true,
  asksWebglMissing: true,
  asksTfjs: true,
};

/** Why a faster backend is not used, in a sentence. */
export function fallbackText(t: Translator, { detail }: NonNullable<AdapterReport['fallback']>): string {
  return Object.hasOwn(details, detail)
    ? t(`shell.adapter.why.${detail as FallbackDetail}`)
    : t('shell.adapter.refused', { reason: detail });
}
