import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores: one worker for the model tests, one for the rest.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine; a second, the default, is not enough there.
    expect: { poll: { timeout: 10_000 } },
  },
})
