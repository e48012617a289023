import { defineConfig } from 'vitest/config';
import { kernelsPlugin } from './scripts/assembly.mjs';
import { findChromium, vulkanEnvironment } from './scripts/chromium.mjs';

/** Has glibc keep what SwiftShader frees after each kernel it compiles: to ask for it again costs a fifth of the time. */
const keepsMemory = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: `${2 ** 30}`,
  MALLOC_TOP_PAD_: `${2 ** 26}`,
  MALLOC_MMAP_THRESHOLD_: `${2 ** 25}`,
};

export default defineConfig({
  plugins: [kernelsPlugin(import.meta.dirname)],
  test: {
    environment: 'node',
    maxWorkers: '100%',
    pool: 'forks', // a thread's environment never reaches the Vulkan loader
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          isolate: false, // pure: the modules of a file may serve the next, which halves the time
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'golden', include: ['tests/golden/**/*.test.ts'], testTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          env: { ...vulkanEnvironment(findChromium()), ...keepsMemory },
          isolate: false, // the files of a worker share their modules, a device and what it compiled
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
