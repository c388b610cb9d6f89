import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'

configure({ asyncUtilTimeout: 10_000 }) // two cores shared with every other test file

// jsdom brings byte arrays of its own; the servers in this process know Node's by its class.
globalThis.ArrayBuffer = Buffer.from('').buffer.constructor as ArrayBufferConstructor

// jsdom lays nothing out and so scrolls nothing.
Element.prototype.scrollTo = () => {}
window.scrollTo = () => {}

// jsdom knows dialogs and no modal ones.
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
  expect(consoleErrors, 'what console.error was told').toEqual([])
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
})
