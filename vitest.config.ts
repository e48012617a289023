import { defineConfig } from 'vitest/config';
import { findChromium, vulkanEnvironment } from './scripts/chromium.mjs';

export default defineConfig({
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
          env: vulkanEnvironment(findChromium()),
          fileParallelism: false, // one software adapter takes all cores
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
