import { describe, expect, it } from 'vitest'
import { filesOfPage, firstViewOf, heaviestOf, type Chunk } from './first-view.ts'

const chunk = (fileName: string, kib: number, rest: Partial<Chunk> = {}): Chunk => ({
  fileName,
  size: kib * 1024,
  isEntry: false,
  imports: [],
  styles: [],
  modules: [{ id: `/project/src/${fileName}`, length: kib * 1024 }],
  ...rest,
})

const entry = chunk('main.js', 4, { isEntry: true, imports: ['shared.js'] })
const shared = chunk('shared.js', 2)
const form = chunk('form.js', 9)
const ru = chunk('ru.js', 3)
const en = chunk('en.js', 1)
const all = [form, en, shared, ru, entry]
const namesOf = (chunks: Chunk[]) => chunks.map(({ fileName }) => fileName).toSorted()

describe('the first view', () => {
  it('contains the entry and its static imports, not what is loaded on use', () => {
    expect(namesOf(firstViewOf(all, []))).toEqual(['main.js', 'shared.js'])
  })

  it('includes the largest of alternative modules', () => {
    const view = firstViewOf(all, [['src/ru.js', 'src/en.js']])
    expect(namesOf(view)).toEqual(['main.js', 'ru.js', 'shared.js'])
  })

  it('counts the imports of a loaded module, and each file once', () => {
    const list = chunk('list.js', 1, { imports: ['table.js', 'shared.js'] })
    const view = firstViewOf([...all, list, chunk('table.js', 1)], [['src/list.js']])
    expect(namesOf(view)).toEqual(['list.js', 'main.js', 'shared.js', 'table.js'])
  })

  it('rejects a module that is no longer in any chunk', () => {
    expect(() => firstViewOf(all, [['src/gone.js']])).toThrow('src/gone.js')
  })
})

it('lists the files that the HTML itself requests', () => {
  const html = `
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <script src="/theme.js"></script>
    <script type="module" crossorigin src="/assets/index-a.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/shared-b.js">
    <link rel="preload" as="font" crossorigin href="/assets/latin-c.woff2">
    <link rel="preload" as="image" href="/assets/photo-d.png">
    <link rel="stylesheet" crossorigin href="/assets/index-e.css">
    <script>inline()</script>`
  expect(filesOfPage(html)).toEqual({
    scripts: ['theme.js', 'assets/index-a.js', 'assets/shared-b.js'],
    styles: ['assets/latin-c.woff2', 'assets/index-e.css'],
  })
})

it('lists packages as a whole and own files individually', () => {
  const modules = [
    { id: '/project/node_modules/@some/package/a.js', length: 5 },
    { id: '/project/node_modules/@some/package/deep/b.js', length: 6 },
    { id: '/project/src/dashboard/main.tsx', length: 7 },
    { id: '/project/node_modules/other/index.js', length: 1 },
  ]
  expect(heaviestOf([chunk('x.js', 1, { modules })], 2)).toEqual([
    { name: '@some/package', length: 11 },
    { name: 'src/dashboard/main.tsx', length: 7 },
  ])
})
