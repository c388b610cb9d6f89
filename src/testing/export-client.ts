import {
  exportedFile,
  exportList,
  type ExportedFile,
  type ExportOrder,
} from '#contract/api/exports.ts'
import { exportOrderOf } from './export-order.ts'
import type { TestBrowser } from './people-harness.ts'
import type { Stack } from './stack.ts'

/** What asks the proxy: a browser in which somebody has signed in, or whoever is at this computer. */
type Asks = Pick<TestBrowser, 'ask'>

/** The exports of a source, ordered and awaited. */
export function exportClient({ proxy, exports }: Stack, given?: Asks, source = 'main') {
  const address = `/api/sources/${source}/exports`
  const asks: Asks = given ?? {
    ask: async (method, url, { payload } = {}) =>
      proxy.inject({
        method,
        url,
        headers: { origin: 'http://localhost:80' },
        ...(payload && { payload }),
      }),
  }
  const ask = (method: Parameters<TestBrowser['ask']>[0], path = '', payload?: object) =>
    asks.ask(method, `${address}${path}`, payload && { payload })

  const order = async (wanted: Partial<ExportOrder> = {}): Promise<ExportedFile> => {
    const answer = await ask('POST', '', exportOrderOf(wanted))
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return exportedFile.parse(answer.json())
  }
  const read = async (id: string): Promise<ExportedFile> =>
    exportedFile.parse((await ask('GET', `/${id}`)).json())
  const run = async (wanted: Partial<ExportOrder> = {}) => {
    const { id } = await order(wanted)
    await exports.idle()
    const ended = await read(id)
    const file = ended.state === 'ready' ? await ask('GET', `/${id}/file`) : undefined
    return { ...ended, file, lines: file?.body.split('\r\n').filter(Boolean) ?? [] }
  }
  return {
    ask,
    order,
    read,
    list: async (): Promise<ExportedFile[]> => exportList.parse((await ask('GET')).json()).items,
    download: (id: string) => ask('GET', `/${id}/file`),
    /** An export that has ended, and the lines of its file without their ends. */
    run,
  }
}
