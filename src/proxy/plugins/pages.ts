import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { NotFoundError } from '#proxy/not-found.ts'

/**
 * Serves the built dashboard from `root`; paths that are no files get its page. A `.br` or `.gz` that
 * the build wrote beside a file is sent to clients that accept the encoding.
 */
export function servePages(app: FastifyInstance, root: string) {
  app.register(staticFiles, {
    root,
    wildcard: false,
    preCompressed: true,
    // Sent in place of the file beside it, never under an address of its own.
    globIgnore: ['**/*.{br,gz}'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Files under assets/ carry a hash of their content in the name.
      const isHashed = path.slice(root.length).startsWith('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !/^\/(api|assets)(\/|$|\?)/.test(path)
    if (!isPage) throw new NotFoundError(`Nothing at ${request.method} ${path.split('?')[0]}`)
    return reply.sendFile('index.html')
  })
}
