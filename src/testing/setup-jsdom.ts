import { builtinEnvironments } from 'vitest/runtime'

/**
 * One jsdom for all test files of a process, which share their modules as well and clean the page up
 * after each test (setup-dom.ts): to make one for each file was a sixth of the time of these tests.
 */
if (!('document' in globalThis)) await builtinEnvironments.jsdom.setup(globalThis, {})
