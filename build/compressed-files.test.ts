import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { compressFolder } from './compressed-files.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const text = 'One row is like another. '.repeat(40)

/** A temporary folder with these files and those that `compressFolder` created. */
async function compressed(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-build-'))
  folders.push(folder)
  mkdirSync(join(folder, 'assets'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  await compressFolder(folder)
  return {
    names: readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted(),
    read: (name: string) => readFileSync(join(folder, name)),
  }
}

describe('a built file', () => {
  it('is written as brotli and gzip beside the original', async () => {
    const { names, read } = await compressed({ 'index.html': text, 'assets/main.js': text })
    expect(names).toEqual([
      'assets',
      'assets/main.js',
      'assets/main.js.br',
      'assets/main.js.gz',
      'index.html',
      'index.html.br',
      'index.html.gz',
    ])
    expect(read('assets/main.js').toString()).toBe(text)
    expect(brotliDecompressSync(read('assets/main.js.br')).toString()).toBe(text)
    expect(gunzipSync(read('index.html.gz')).toString()).toBe(text)
  })

  it.each(['style.css', 'icon.svg', 'data.json'])('is compressed as %s', async (name) => {
    expect((await compressed({ [name]: text })).names).toEqual([
      'assets',
      name,
      `${name}.br`,
      `${name}.gz`,
    ])
  })

  it.each(['font.woff2', 'picture.png', '.built-from'])('is not compressed as %s', async (name) => {
    expect((await compressed({ [name]: text })).names).toEqual([name, 'assets'].toSorted())
  })

  it('is not compressed if that would not make it smaller', async () => {
    expect((await compressed({ 'tiny.js': 'x' })).names).toEqual(['assets', 'tiny.js'])
  })

  it('gives the same bytes every time', async () => {
    const [one, other] = [await compressed({ 'a.js': text }), await compressed({ 'a.js': text })]
    for (const name of ['a.js.br', 'a.js.gz'])
      expect(one.read(name).equals(other.read(name))).toBe(true)
  })
})
