import type { FastifyReply } from 'fastify'

/**
 * Sends bytes, because Fastify adds a charset to strings, and the documents have
 * `application/hal+json` and `application/problem+json` without one.
 */
function send(reply: FastifyReply, status: number, type: string, body: string | Buffer) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return reply.code(status).header('content-type', type).send(bytes)
}

export const sendHal = (reply: FastifyReply, body: unknown, status = 200) =>
  send(reply, status, 'application/hal+json', serialize(body))

export const sendProblem = (reply: FastifyReply, status: number, body: unknown) =>
  send(reply, status, 'application/problem+json', serialize(body))

export const sendJson = (reply: FastifyReply, body: unknown, status = 200) =>
  send(reply, status, 'application/json', serialize(body))

export const sendHtml = (reply: FastifyReply, status: number, title: string) =>
  send(reply, status, 'text/html', htmlPage(status, title))

/** The error page that nginx generates. */
export const htmlPage = (status: number, title: string): string =>
  `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`

/** 204 without a body, the way amoCRM responds to an empty list. */
export const sendNoContent = (reply: FastifyReply) => reply.code(204).send()

const serialize = (body: unknown) =>
  typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body)
