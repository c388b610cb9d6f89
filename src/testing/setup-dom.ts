import { cleanup, configure, prettyDOM, renderHook } from '@testing-library/react'
import * as React from 'react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { forgetTab } from '#dashboard/app/tab-memory.ts'
import { dismissNotice, useNotices, withdrawNotice } from '#dashboard/lib/notices.ts'

configure({
  asyncUtilTimeout: 20_000, // two cores are shared by all test files
  // Queries are repeated until they find something: the document is printed only for the error
  // that is shown, which the default does for each attempt.
  getElementError: (message, container) => {
    const error = new Error(message ?? '')
    error.name = 'TestingLibraryElementError'
    Object.defineProperty(error, 'message', {
      configurable: true,
      enumerable: false,
      get: () => [message, prettyDOM(container)].filter(Boolean).join('\n\n'),
    })
    return error
  },
})

// React notes the call stack of each element it makes, for developer tools, until it has made ten
// thousand of them within a second: a tenth of the time of these tests.
const internals: unknown = Reflect.get(
  React,
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
)
if (typeof internals === 'object' && internals && 'recentlyCreatedOwnerStacks' in internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', {
    get: () => Infinity,
    set: () => {},
  })

// jsdom has its own byte arrays; the servers in this process check for Node's class.
globalThis.ArrayBuffer = Buffer.from('').buffer.constructor as ArrayBufferConstructor

// jsdom has no layout and therefore no scrolling.
Element.prototype.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}
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

/** Toasts outlive the page on which they appeared, and test files share modules. */
function dismissToasts() {
  const { result, unmount } = renderHook(useNotices)
  const ids = result.current.map(({ id }) => id)
  unmount()
  for (const id of ids) dismissNotice(id)
}

beforeEach(() => {
  dismissToasts()
  consoleErrors = []
  vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
    consoleErrors.push(args.map(String).join(' '))
  })
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
  // Test files share modules.
  forgetTab()
  withdrawNotice('storage')
  withdrawNotice('clock')
  withdrawNotice('server')
  // Last, because the next test needs all of this if it throws.
  expect(consoleErrors, 'calls of console.error').toEqual([])
})
