import { screen, waitFor, within } from '@testing-library/react'
import readXlsxFile from 'read-excel-file/node'
import { expect, vi } from 'vitest'
import { renderApp } from './render-app.tsx'
import type { Stack } from './stack.ts'

/** Files that the page lets the browser download, by the links that it follows. */
export function captureDownloads({ proxy }: Pick<Stack, 'proxy'>) {
  const links: { path: string; name: string }[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    links.push({ path: this.getAttribute('href') ?? '', name: this.download })
  })
  async function bytes(): Promise<Buffer> {
    await waitFor(() => expect(links).not.toHaveLength(0), { timeout: 10_000 })
    return (await proxy.inject(links.at(-1)?.path ?? '')).rawPayload
  }
  return {
    links,
    bytes,
    /** Lines of the last one, of a CSV file. */
    lines: async () => (await bytes()).toString().split('\r\n').filter(Boolean),
    /** Rows of the last one, of a worksheet. */
    rows: async () => (await readXlsxFile(await bytes()))[0]?.data ?? [],
  }
}

/** The list with its export dialog open. */
export async function openExport(options: { stack: Stack; url?: string; language?: 'en' | 'ru' }) {
  const downloads = captureDownloads(options.stack)
  const app = await renderApp(options.url ?? '/main/contacts', options)
  const name = options.language === 'ru' ? 'Выгрузить' : 'Export'
  await screen.findByRole('table')
  await app.user.click(screen.getByRole('button', { name }))
  const dialog = await screen.findByRole('dialog')
  const begin = async () => app.user.click(await within(dialog).findByRole('button', { name }))
  return { ...app, dialog, begin, downloads }
}
