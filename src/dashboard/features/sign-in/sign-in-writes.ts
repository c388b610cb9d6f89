import { linkFacts } from '#contract/api/sign-in.ts'
import { send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'

export const signInWrites = {
  byPassword: (body: { email: string; password: string }) =>
    sendWithoutAnswer('POST', '/api/session', body),
  lookUp: (link: string) => send(linkFacts, 'POST', '/api/links/look-up', { link }),
  byLink: (body: { link: string; password: string }) =>
    sendWithoutAnswer('POST', '/api/links/use', body),
}
