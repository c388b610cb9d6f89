import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { oidcVariables } from '#proxy/auth/oidc/oidc-settings.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const compose = read('compose.yaml')

/** The part of a service, from its name to the next one. */
const serviceOf = (name: string) =>
  compose
    .slice(compose.indexOf(`\n  ${name}:\n`) + 1)
    .split(/\n(?= {0,2}\S)/)
    .slice(0, 1)
    .join()

describe('the deployment', () => {
  it('names exact versions of all images', () => {
    const images = [
      ...compose.matchAll(/^\s+image: (\S+)/gm),
      ...read('Containerfile').matchAll(/^FROM (\S+)/gm),
    ].map(([, image]) => image)
    expect(images.length).toBeGreaterThan(3)
    expect(images.filter((image) => !/:\d+\.\d+(?:\.\d+)?(?:[-\w]*)$/.test(image ?? ''))).toEqual(
      [],
    )
  })

  it('gives the proxy no secret of the sign-in', () => {
    const proxy = serviceOf('kartoteka')
    expect(proxy).toContain('KARTOTEKA_KEY')
    expect(proxy).not.toMatch(/KARTOTEKA_(?:USER|PASSWORD_HASH)/)
    expect(compose).not.toContain('env_file')
    expect(serviceOf('caddy')).not.toContain('KARTOTEKA_KEY')
  })

  it('is reached by https only, once it was', () => {
    expect(read('deploy/Caddyfile')).toMatch(/Strict-Transport-Security "max-age=\d{8}/)
  })

  it('asks everybody to sign in at the reverse proxy, apart from webhooks', () => {
    const caddyfile = read('deploy/Caddyfile')
    expect(caddyfile).toContain('@people not path /api/hooks/*\n')
    expect(caddyfile).toContain('basic_auth @people {')
  })

  it('lets nobody name themselves where Kartoteka signs people in', () => {
    const caddyfile = read('deploy/Caddyfile.sign-in')
    expect(caddyfile).not.toContain('basic_auth')
    expect(caddyfile).toMatch(/Strict-Transport-Security "max-age=\d{8}/)
    expect(caddyfile).not.toContain('KARTOTEKA_REVERSE_PROXY_SECRET')
    for (const header of ['X-Forwarded-User', 'X-Auth-Request-User', 'Remote-User'])
      expect(caddyfile).toContain(`header_up -${header}\n`)
    expect(caddyfile).toContain('respond @watchers 404')
    expect(compose).toContain('./deploy/${KARTOTEKA_CADDYFILE:-Caddyfile}:/etc/caddy/Caddyfile:ro')
  })

  it('passes on every setting of the sign-in at a provider, and to the proxy only', () => {
    const names = Object.keys(oidcVariables)
    expect(names.length).toBeGreaterThan(8)
    for (const name of names) expect(serviceOf('kartoteka')).toContain(`${name}: \${${name}:-}\n`)
    expect(serviceOf('caddy')).not.toContain('OIDC')
    expect(names.filter((name) => !read('docs/settings.md').includes(name.slice(14)))).toEqual([])
  })

  it('is documented with a backup for its owner alone and pinned digests', () => {
    const operations = read('docs/operations.md')
    const backup = operations.slice(operations.indexOf('## Backup'))
    expect(backup.indexOf('umask 077')).toBeLessThan(backup.indexOf('pg_dump'))
    expect(backup.indexOf('umask 077')).toBeGreaterThan(0)
    expect(operations).toContain('--resolve-image-digests')
  })
})
