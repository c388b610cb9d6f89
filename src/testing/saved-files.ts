import { waitFor } from '@testing-library/react'
import { expect, vi } from 'vitest'

export type SavedFiles = { files: Blob[]; names: string[]; lines: () => Promise<string[]> }

/** Captures the files a page saves: jsdom has neither object URLs nor downloads. */
export function captureFiles(): SavedFiles {
  const files: Blob[] = []
  const names: string[] = []
  URL.createObjectURL = (file) => {
    if (file instanceof Blob) files.push(file)
    return 'blob:test'
  }
  URL.revokeObjectURL = () => {}
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download)
  })
  return {
    files,
    names,
    /** Lines of the first file; waits until it exists. */
    async lines() {
      await waitFor(() => expect(files).not.toHaveLength(0))
      const text = await read(files[0]!, (reader, file) => reader.readAsText(file))
      return text.split('\r\n')
    },
  }
}

function read(file: Blob, start: (reader: FileReader, file: Blob) => void): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result : ''),
    )
    start(reader, file)
  })
}
