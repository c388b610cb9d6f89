import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'

/**
 * A reverse proxy to `target` that delays responses of the token endpoint by `delayMs`: the source has
 * used up a refresh token and the new one has not arrived yet.
 */
export async function startSlowNetwork(target: string, delayMs: number) {
  const server = createServer((incoming, reply) => {
    const { method, url, headers } = incoming
    const outgoing = request(`${target}${url}`, { method, headers }, (response) => {
      const forward = () => {
        if (reply.destroyed) return // the client was killed meanwhile
        reply.writeHead(response.statusCode ?? 502, response.headers)
        pipeline(response, reply, () => {})
      }
      if (url === '/oauth2/access_token') setTimeout(forward, delayMs)
      else forward()
    })
    outgoing.on('error', () => reply.destroy())
    incoming.pipe(outgoing)
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
