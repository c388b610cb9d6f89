import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { expect, it } from 'vitest'

const home = join(import.meta.dirname, '../..')
const modules = ['contract', 'dashboard', 'proxy', 'mock', 'bench', 'testing']

/** Each program starts in a `main`, the only file that reads the environment or the page. */
const sharedNames = ['main']

/** Name of a file without its folder and extensions; undefined for tests and compiler settings. */
function baseNameOf(path: string): string | undefined {
  if (/\.test\.tsx?$|tsconfig.*\.json$/.test(path)) return undefined
  return basename(path).split('.')[0]
}

it('no two modules have a file of the same base name', () => {
  const owners = new Map<string, Set<string>>()
  for (const module of modules)
    for (const path of globSync('**/*.*', { cwd: join(home, 'src', module) })) {
      const name = baseNameOf(path)
      if (name !== undefined) owners.set(name, (owners.get(name) ?? new Set()).add(module))
    }
  const shared = [...owners]
    .filter(([name, names]) => names.size > 1 && !sharedNames.includes(name))
    .map(([name, names]) => `${name}: ${[...names].join(', ')}`)
  expect(shared).toEqual([])
})

it('each feature of the dashboard has its rule against imports of the others', () => {
  const rules = readFileSync(join(home, '.oxlintrc.json'), 'utf8')
  const features = globSync('*/', { cwd: join(home, 'src/dashboard/features') })
  expect(features).toContain('list')
  const missing = features.filter(
    (name) =>
      !rules.includes(`"files": ["src/dashboard/features/${name}/**"`) ||
      !rules.includes(`"!#dashboard/features/${name}/**"`),
  )
  expect(missing).toEqual([])
})

/**
 * Parts of identifiers that the vocabulary of CONTRIBUTING.md has replaced, in lower case: one
 * word, or several consecutive ones.
 */
const replaced = [
  'adorn',
  'adorned',
  'anew',
  'begun',
  'birth',
  'births',
  'born',
  'chooses',
  'deed',
  'deeds',
  'door',
  'doors',
  'fate',
  'fates',
  'fewest',
  'finder',
  'front',
  'greedy',
  'haste',
  'hasty',
  'hear',
  'heard',
  'hears',
  'honest',
  'house',
  'if to be had',
  'kept',
  'leap',
  'least',
  'look again',
  'looking',
  'mend',
  'mended',
  'mending',
  'most',
  'nap',
  'naps',
  'nonsense',
  'offer',
  'offers',
  'office',
  'patience',
  'patient',
  'reach',
  'reaches',
  'refusal',
  'refusals',
  'refuse',
  'said',
  'say',
  'says',
  'settle',
  'settles',
  'shelf',
  'shelves',
  'stand',
  'stands',
  'stood',
  'stride',
  'tell',
  'tells',
  'told',
  'twin',
  'twins',
  'use settled',
  'walk',
  'walker',
  'walks',
  'wish',
  'wishes',
  'with found',
]

/** `KARTOTEKA_KEY` → `kartoteka key`, `maxRows2` → `max rows 2`. */
const wordsOf = (identifier: string): string =>
  identifier
    .replaceAll(/([a-z])([A-Z0-9])|([A-Z]+)(?=[A-Z][a-z])/g, '$1$3 $2')
    .replaceAll('_', ' ')
    .toLowerCase()

/** Public settings keep their names, or have an alias for one version. */
const isSetting = (identifier: string) => identifier.startsWith('KARTOTEKA_')

/** A superlative, where `most` has been replaced as a limit, and a name of the web platform. */
const exceptions = ['mostSelective', 'createTreeWalker']

const replacedTerm = new RegExp(` (?:${replaced.join('|')}) `)

const replacedIn = (identifier: string): boolean =>
  !isSetting(identifier) &&
  !exceptions.includes(identifier) &&
  replacedTerm.test(` ${wordsOf(identifier)} `)

/** Files that read data stored by earlier versions under a replaced name. */
const readsFormerNames = ['src/dashboard/features/bulk/grid/grid-draft.ts']

function identifiersOf(path: string, source: string): Set<string> {
  const found = new Set<string>()
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const visitor = new Visitor({
    Identifier: ({ name }) => void found.add(name),
    JSXIdentifier: ({ name }) => void found.add(name),
    PrivateIdentifier: ({ name }) => void found.add(name),
  })
  visitor.visit(program)
  return found
}

it('no identifier contains a term that the vocabulary has replaced', () => {
  const paths = globSync('{{src,e2e,build}/**/*.{ts,tsx,js},*.ts}', { cwd: home }).filter(
    (path) => !readsFormerNames.includes(path.replace('.test', '')),
  )
  expect(paths.length).toBeGreaterThan(400)
  /** A file of each identifier; most occur in many. */
  const places = new Map<string, string>()
  for (const path of paths)
    for (const name of identifiersOf(path, readFileSync(join(home, path), 'utf8')))
      places.set(name, path)
  const wrong = [...places].filter(([name]) => replacedIn(name))
  expect(wrong).toEqual([])
})

it.each([
  ['mostRows', true],
  ['BirthMark', true],
  ['isGreedy', true],
  ['lookAgain', true],
  ['almost', false],
  ['birthday', false],
  ['unreachable', false],
  ['lookupAgain', false],
])('%s contains a replaced term: %s', (identifier, isReplaced) => {
  expect(replacedIn(identifier)).toBe(isReplaced)
})

it('no style takes the focus ring away', () => {
  const files = globSync('**/*.{tsx,css}', { cwd: join(home, 'src/dashboard') })
  const without = files.filter((path) =>
    /outline-none|outline-hidden|outline: *(?:none|0)/.test(
      readFileSync(join(home, 'src/dashboard', path), 'utf8'),
    ),
  )
  expect(without).toEqual([])
})

it('every class of the style sheets is used', () => {
  const cwd = join(home, 'src/dashboard')
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
  const code = globSync('**/*.{ts,tsx}', { cwd }).map(read).join('\n')
  const classes = globSync('**/*.css', { cwd }).flatMap(
    (path) => read(path).match(/(?<=\.)[a-z]+(?:-[a-z]+)+(?=[\s:,.{[>)])/g) ?? [],
  )
  expect([...new Set(classes)].filter((name) => !code.includes(name))).toEqual([])
})

/** Boxes of text; every other type of `input` is a control that the browser draws in its own way. */
const textTypes = ['text', 'search', 'email', 'tel', 'url', 'password']

/** The controls of the browser in `ui` that are drawn anew there. */
const drawnInUi: Record<string, string[]> = {
  'ui/checkbox.tsx': ['input checkbox'],
  'ui/radio.tsx': ['input radio'],
  'ui/switch.tsx': ['input checkbox'],
}

/**
 * Controls of the browser in a file, which look and behave different everywhere. What selects a
 * file is hidden behind a label. A `title` is a tooltip of the browser: `data-tip` is that of the page,
 * and costs nothing per element.
 */
function nativeControlsIn(path: string, source: string): string[] {
  const found: string[] = []
  const visitor = new Visitor({
    JSXOpeningElement: ({ name, attributes }) => {
      if (name.type !== 'JSXIdentifier') return
      const isElement = /^[a-z]/.test(name.name) || name.name === 'Link'
      for (const item of attributes)
        if (isElement && item.type === 'JSXAttribute' && item.name.name === 'title')
          found.push(`${name.name} title`)
      if (['select', 'datalist', 'option', 'meter'].includes(name.name)) found.push(name.name)
      if (name.name !== 'input') return
      const textOf = (wanted: string) => {
        const attribute = attributes.find(
          (item) => item.type === 'JSXAttribute' && item.name.name === wanted,
        )
        return attribute && source.slice(attribute.start, attribute.end)
      }
      if (textOf('list') !== undefined) found.push('input list')
      for (const [, type = ''] of textOf('type')?.matchAll(/['"]([a-z-]+)['"]/g) ?? []) {
        const look = textOf('className') ?? ''
        const isDrawn = textTypes.includes(type) || (type === 'file' && look.includes('sr-only'))
        if (!isDrawn) found.push(`input ${type}`)
      }
    },
  })
  visitor.visit(parseSync(path, source).program)
  return found
}

it('screens use the controls of ui instead of those of the browser', () => {
  const cwd = join(home, 'src/dashboard')
  const paths = globSync('**/*.tsx', { cwd })
  expect(paths.length).toBeGreaterThan(150)
  const native = paths.flatMap((path) => {
    const found = nativeControlsIn(path, readFileSync(join(cwd, path), 'utf8'))
    return found
      .filter((control) => !drawnInUi[path]?.includes(control))
      .map((control) => `${path}: ${control}`)
  })
  expect(native).toEqual([])
})

it.each([
  ['<select value={value} />', ['select']],
  ['<datalist id="names" />', ['datalist']],
  ['<input list="names" />', ['input list']],
  ['<input\n  type="checkbox" />', ['input checkbox']],
  ['<input type="date" />', ['input date']],
  [
    "<input type={hasTime ? 'datetime-local' : 'month'} />",
    ['input datetime-local', 'input month'],
  ],
  ['<input type="number" />', ['input number']],
  ['<input type="radio" />', ['input radio']],
  ['<Radio checked />', []],
  ['<input type="file" />', ['input file']],
  ['<input type="file" className="sr-only" />', []],
  ['<input type="text" inputMode="numeric" />', []],
  ['<Select value={value} />', []],
  ['<span title={name} />', ['span title']],
  ['<Link to="/" title="Home" />', ['Link title']],
  ['<span data-tip={name} />', []],
  ['<Card title={name} />', []],
])('the controls of the browser in %s are %j', (markup, controls) => {
  expect(nativeControlsIn('example.tsx', markup)).toEqual(controls)
})
