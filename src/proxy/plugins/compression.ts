import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { constants } from 'node:zlib'

/**
 * Compresses responses of the routes registered after it, by brotli or gzip as `accept-encoding`
 * allows, if they are text of 1 KB or more. A route that streams events sets `compress: false`,
 * because an encoder buffers, and events have to arrive immediately. Static files are compressed at
 * build time.
 */
export async function compressResponses(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // Bytes. A response that fits into one packet gains nothing.
    threshold: 1024,
    // Bytes. Compressing a page of contacts in one call takes less time and memory than a stream over
    // other threads; a larger response would block the event loop for too long.
    syncThreshold: 256 * 1024,
    // Levels that keep a page of 250 contacts (134 KB) at about 1 ms; see docs/decisions/0056.
    brotliOptions: {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        // A window of 256 KB covers a page; the default of 4 MB would be allocated per response.
        [constants.BROTLI_PARAM_LGWIN]: 18,
      },
    },
    zlibOptions: { level: 3 },
    // Browsers do not compress requests, and decompression would allow decompression bombs.
    globalDecompression: false,
  })
}
