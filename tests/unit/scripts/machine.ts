import type { Machine } from '../../../scripts/chromium.mjs';

interface MadeUp {
  readonly files: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly broken?: readonly string[];
}

/** A machine that has these files and links, for what searches one. */
export function machine({
  files,
  links = {},
  env = { PATH: '/usr/local/bin:/usr/bin' },
  platform = 'linux',
  broken = [],
}: MadeUp): Machine {
  const all = [...files, ...Object.keys(links)];
  return {
    platform,
    env,
    home: '/home/ada',
    isFile: (path) => all.includes(path),
    list: (folder) => [
      ...new Set(
        all
          .filter((file) => file.startsWith(`${folder}/`))
          .map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''),
      ),
    ],
    realPath: (path) => links[path] ?? path,
    starts: (path) => !broken.includes(path),
  };
}
