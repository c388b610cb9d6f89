import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Nothing but our own files runs, loads or frames the page. */
export function secureHeaders(app: FastifyInstance) {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Table rows and columns are sized by style attributes; scripts may not.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // TLS is the reverse proxy's; on plain loopback the header would be wrong.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}
