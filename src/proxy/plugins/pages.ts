import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { NotFoundError } from '#proxy/not-found.ts'

/**
 * Serves the built dashboard from `root`; paths without a file get the dashboard's page. A `.br` or
 * `.gz` file that the build created beside a file is sent to clients that accept the encoding.
 */
export function servePages(app: FastifyInstance, root: string) {
  app.register(staticFiles, {
    root,
    wildcard: false,
    preCompressed: true,
    // Sent instead of the uncompressed file, never at a URL of its own.
    globIgnore: ['**/*.{br,gz}'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      // The names of files under assets/ contain a hash of their content.
      const isHashed = path.slice(root.length).startsWith('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !/^\/(api|assets)(\/|$|\?)/.test(path)
    if (!isPage) throw new NotFoundError(`Not found: ${request.method} ${path.split('?')[0]}`)
    return reply.sendFile('index.html')
  })
}
