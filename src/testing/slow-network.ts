import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'

/**
 * A line to `target` on which answers of the token endpoint are long in coming: the source has used up
 * a refresh token and nobody has heard of the new one yet.
 */
export async function openSlowLine(target: string, delayMs: number) {
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const onward = request(`${target}${url}`, { method, headers }, (heard) => {
      const pass = () => {
        if (answer.destroyed) return // the asker was killed meanwhile
        answer.writeHead(heard.statusCode ?? 502, heard.headers)
        pipeline(heard, answer, () => {})
      }
      if (url === '/oauth2/access_token') setTimeout(pass, delayMs)
      else pass()
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
