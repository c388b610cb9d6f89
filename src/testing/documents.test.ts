import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const home = join(import.meta.dirname, '../..')
const files = globSync('{*,.github/**,{src,build,e2e,docs,deploy,public}/**/*}', { cwd: home })
const pages = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
/** Decision records describe the past: only their links are checked. */
const isRecord = (page: string) => page.startsWith('docs/decisions/')

const textOf = (page: string) => readFileSync(join(home, page), 'utf8')
const isThere = (path: string) => files.includes(path.replace(/\/$/, ''))

/** Targets of links within the project. */
const linksIn = (page: string) =>
  [...textOf(page).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !target.startsWith('http'))

/** Code files that a page names, with or without their folders. */
const codeIn = (page: string) =>
  [...textOf(page).matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|css|yaml))`/g)].map(
    ([, path = '']) => path,
  )

describe('the documents', () => {
  it('are found', () => {
    expect(pages).toContain('README.md')
    expect(pages).toContain('docs/architecture.md')
    expect(codeIn('docs/architecture.md').length).toBeGreaterThan(60)
  })

  it.each(pages)('%s links to files that exist', (page) => {
    const wrong = linksIn(page).filter((link) => !isThere(normalize(join(dirname(page), link))))
    expect(wrong).toEqual([])
  })

  it.each(pages.filter((page) => !isRecord(page)))('%s names files that exist', (page) => {
    const wrong = codeIn(page).filter(
      (path) => !files.some((file) => `/${file}`.endsWith(`/${path}`)),
    )
    expect(wrong).toEqual([])
  })

  it('begin with the two commands that start and check the project', () => {
    const [, , , first = '', second = ''] = textOf('README.md').split('\n')
    expect(first).toMatch(/^npm ci && npm start /)
    expect(second).toMatch(/^npm ci && npm test /)
  })
})

describe('the decisions', () => {
  const names = files
    .filter(isRecord)
    .map((file) => file.slice('docs/decisions/'.length))
    .filter((name) => name !== 'README.md')
    .toSorted()

  it('are numbered without gaps', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(
      names.map((_, index) => index + 1),
    )
  })

  it('are each in the index once, with status and date', () => {
    const index = textOf('docs/decisions/README.md')
    for (const name of names) {
      expect(index.split(`- [${name.slice(0, 4)}](${name}) `)).toHaveLength(2)
      expect(textOf(`docs/decisions/${name}`)).toMatch(
        /^- Status: (accepted|superseded by \[\d{4}\])[^\n]*\n- Date: \d{4}-\d\d-\d\d\n- Area: /m,
      )
    }
  })
})
