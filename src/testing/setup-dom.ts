import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { forgetTab } from '#dashboard/app/tab-memory.ts'
import { dismissNotice, withdrawNotice } from '#dashboard/lib/notices.ts'

configure({ asyncUtilTimeout: 10_000 }) // two cores are shared by all test files

// jsdom has its own byte arrays; the servers in this process check for Node's class.
globalThis.ArrayBuffer = Buffer.from('').buffer.constructor as ArrayBufferConstructor

// jsdom has no layout and therefore no scrolling.
Element.prototype.scrollTo = () => {}
window.scrollTo = () => {}

// jsdom has no modal dialogs.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true
  },
  close(this: HTMLDialogElement) {
    this.open = false
  },
})

let consoleErrors: string[] = []

beforeEach(() => {
  consoleErrors = []
  vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
    consoleErrors.push(args.map(String).join(' '))
  })
})

afterEach(() => {
  cleanup()
  expect(consoleErrors, 'calls of console.error').toEqual([])
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
  // Test files share modules.
  forgetTab()
  withdrawNotice('storage')
  withdrawNotice('clock')
  dismissNotice('copied')
})
