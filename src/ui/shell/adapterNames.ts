import type { AdapterReport, Backend } from '../../protocol/messages.ts';

export const backendNames: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  cpu: 'JavaScript',
};

/** What the badge says first: the interface, or that no GPU is at work. */
export function adapterTitle(adapter: AdapterReport | null): string {
  if (adapter === null) return 'Asking for a GPU…';
  if (adapter.backend === 'cpu') return 'Processor';
  return adapter.software ? `Processor, by ${backendNames[adapter.backend]}` : backendNames[adapter.backend];
}

/** The maker and the architecture of the chip, as far as the browser tells: `NVIDIA Hopper`; empty where it tells nothing. */
export function adapterDetail(adapter: AdapterReport | null): string {
  if (adapter === null || adapter.backend === 'cpu') return '';
  const software = softwareName(adapter);
  if (software !== null) return software;
  return [makerName(adapter.vendor), sentenceCase(adapter.architecture)]
    .filter((part) => part !== '')
    .join(' ');
}

/** The name of the software adapter, where it is a known one. */
export function softwareName({ software, vendor, architecture, description }: AdapterReport): string | null {
  if (!software) return null;
  const told = `${vendor} ${architecture} ${description}`.toLowerCase();
  if (told.includes('swiftshader')) return 'SwiftShader';
  if (told.includes('llvmpipe')) return 'llvmpipe';
  return told.includes('basic render') || told.includes('warp') ? 'WARP' : null;
}

function makerName(vendor: string): string {
  return vendor.length <= 3 || vendor === 'nvidia' ? vendor.toUpperCase() : sentenceCase(vendor);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
