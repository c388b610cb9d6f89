import { defineConfig, devices } from '@playwright/test'
import { z } from 'zod'
import { chromiumFlags } from '#testing/chromium.ts'

/** Set by `npm test` (src/testing/run.ts), which finds the browser. */
const { CHROMIUM_PATH, CHROMIUM_ENV, TRACE } = z
  .object({
    CHROMIUM_PATH: z.string(),
    CHROMIUM_ENV: z.string().default('{}'),
    TRACE: z.enum(['0', '1']).default('0'),
  })
  .parse(process.env)
const browserEnv = z.record(z.string(), z.string()).parse(JSON.parse(CHROMIUM_ENV))

export default defineConfig({
  testDir: '.',
  testMatch: '*.journey.ts',
  globalSetup: './global-setup.ts',
  outputDir: '../test-results',
  workers: 2,
  // Two browsers share few cores with all other tests. What passes only at the second attempt is
  // named at the end of the output.
  retries: 1,
  reporter: [['list'], ['json']],
  // How long a state is waited for: what is slow on a busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Nothing here is about motion, each frame of which is computed and painted.
    reducedMotion: 'reduce',
    // Recording takes a third of the time: `npm run test:e2e` with TRACE=1 records what failed.
    trace: TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      args: chromiumFlags,
      // unset variables are absent
      env: { ...process.env, ...browserEnv } as Record<string, string>,
    },
  },
})
