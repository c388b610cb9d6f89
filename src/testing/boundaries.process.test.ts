import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyLinked } from './linked-copy.ts'

const home = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'kartoteka-modules-'))

/** Files in the wrong module, each with an import that must be rejected. */
const rejectedByTypes = {
  'src/dashboard/lib/knows-proxy.ts': `import '#proxy/loopback.ts'`,
  'src/dashboard/lib/knows-upstream.ts': `import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'\nexport type X = AmoContact`,
  'src/dashboard/lib/knows-node.ts': `import { readFileSync } from 'node:fs'\nexport const x = readFileSync`,
  'src/proxy/knows-page.ts': `export const x = document.title`,
  'src/proxy/knows-dashboard.ts': `import type { Theme } from '#dashboard/lib/theme.ts'\nexport type X = Theme`,
  'src/mock/knows-api.ts': `import type { Contact } from '#contract/api/contacts.ts'\nexport type X = Contact`,
  'src/mock/knows-proxy.ts': `import type { Config } from '#proxy/config.ts'\nexport type X = Config`,
  'src/contract/api/knows-node.ts': `export const x = process.env`,
}
const rejectedByLint = {
  'src/dashboard/ui/knows-query.ts': `import { useQuery } from '@tanstack/react-query'\nexport const x = useQuery`,
  'src/dashboard/ui/knows-routes.ts': `import { useNavigate } from '@tanstack/react-router'\nexport const x = useNavigate`,
  'src/dashboard/ui/knows-lib.ts': `import { formatDay } from '#dashboard/lib/format.ts'\nexport const x = formatDay`,
  'src/dashboard/lib/knows-ui.ts': `import { Button } from '#dashboard/ui/button.tsx'\nexport const x = Button`,
  'src/dashboard/lib/knows-fields.ts': `import { phoneKey } from '#dashboard/fields/phone-country.ts'\nexport const x = phoneKey`,
  'src/dashboard/lib/knows-domain.ts': `import { isEnded } from '#dashboard/domain/job-facts.ts'\nexport const x = isEnded`,
  'src/dashboard/domain/knows-fields.ts': `import { phoneKey } from '#dashboard/fields/phone-country.ts'\nexport const x = phoneKey`,
  'src/dashboard/features/bulk/sheet/knows-grid.ts': `import { GridTable } from '#dashboard/features/bulk/grid/grid-table.tsx'\nexport const x = GridTable`,
  'src/dashboard/fields/knows-feature.ts': `import { contactQueries } from '#dashboard/features/contact/contact-queries.ts'\nexport const x = contactQueries`,
  'src/dashboard/features/list/knows-other.ts': `import { contactQueries } from '#dashboard/features/contact/contact-queries.ts'\nexport const x = contactQueries`,
  'src/dashboard/features/list/knows-app.ts': `import { Shell } from '#dashboard/app/shell.tsx'\nexport const x = Shell`,
  'src/proxy/jobs/plan/knows-plugins.ts': `import { withZod } from '#proxy/plugins/zod-validation.ts'\nexport const x = withZod`,
  'src/proxy/contacts/knows-routes.ts': `import { healthRoutes } from '#proxy/routes/health-routes.ts'\nexport const x = healthRoutes`,
  'src/proxy/routes/climbs.ts': `import { readConfig } from '../config.ts'\nexport const x = readConfig`,
}

beforeAll(() => {
  for (const name of [
    'src',
    'e2e',
    '.oxlintrc.json',
    'package.json',
    'tsconfig.json',
    'vite.config.ts',
    'tailwind.config.ts',
  ])
    // Tests are most of the code, and have no part in the rules.
    cpSync(join(home, name), join(copy, name), {
      recursive: true,
      filter: (path) => !/\.(test|journey)\.tsx?$|src\/bench$/.test(path),
    })
  // These rules need no types, which take most of the time.
  const lint = join(copy, '.oxlintrc.json')
  writeFileSync(lint, readFileSync(lint, 'utf8').replace('"typeAware": true', '"typeAware": false'))
  copyLinked(join(home, 'node_modules'), join(copy, 'node_modules'))
  // The compiler checks again only what differs from its last run.
  const compiled = 'node_modules/.tsc'
  if (existsSync(join(home, compiled)))
    cpSync(join(home, compiled), join(copy, compiled), { recursive: true })
  for (const [file, text] of Object.entries({ ...rejectedByTypes, ...rejectedByLint })) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), `${text}\n`)
  }
})
afterAll(() => rmSync(copy, { recursive: true }))

const outputOf = (program: string, args: string[]) =>
  spawnSync(join(home, 'node_modules/.bin', program), args, { cwd: copy, encoding: 'utf8' }).stdout

describe('a forbidden import', () => {
  it('is rejected by the compiler between modules', () => {
    const output = outputOf('tsc', [
      '-b',
      'src/dashboard',
      'src/proxy',
      'src/mock',
      '--checkers',
      '1',
      '--pretty',
      'false',
    ])
    const missed = Object.keys(rejectedByTypes).filter((file) => !output.includes(`${file}(`))
    expect(missed).toEqual([])
  })

  it('is rejected by the linter inside a module and for a parent folder', () => {
    const output = outputOf('oxlint', ['--format=unix', ...Object.keys(rejectedByLint)])
    const restricted = output.split('\n').filter((line) => line.includes('no-restricted-imports'))
    const missed = Object.keys(rejectedByLint).filter(
      (file) => !restricted.some((line) => line.startsWith(`${file}:`)),
    )
    expect(missed).toEqual([])
  })
})
