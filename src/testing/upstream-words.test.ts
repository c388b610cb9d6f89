import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Field types in amoCRM (reference 6.3) that are neither words of HTML nor of the project. */
const types = [
  'multitext',
  'smart_address',
  'streetaddress',
  'radiobutton',
  'multiselect',
  'legal_entity',
  'monetary',
  'chained_list',
  'tracking_data',
  'linked_entity',
  'org_legal_name',
]
/** Codes of rejections (reference 7.2). */
const codes = [
  'NotSupportedChoice',
  'FieldNotExpected',
  'FieldMissing',
  'InvalidFormat',
  'InvalidType',
  'IsBlank',
  'TooLong',
  'TooMany',
  'SourceAlreadyExists',
  '57c2f299-1154-4870-89bb-ef3b1f5ad229',
]
/** Keys of requests and responses. */
const keys = [
  'custom_fields',
  'custom_fields_values',
  'field_type',
  'field_code',
  'enum_id',
  'enum_code',
  'responsible_user_id',
  'closest_task_at',
  'is_api_only',
  'tags_to_add',
  'tags_to_delete',
  '_embedded',
  'vk_user_id',
  'telegram_username',
]
const word = new RegExp(`(?<![A-Za-z_])(?:${[...types, ...codes, ...keys].join('|')})(?![A-Za-z_])`)

/**
 * Folders of code that communicates with the sources, describes their messages, or simulates them.
 */
const folders = ['src/proxy/sources/', 'src/contract/upstream/', 'src/mock/']

/** Why another file contains such a word. */
const reasons = new Map([
  ['src/testing/upstream-words.test.ts', 'lists them'],
  ['src/testing/batch-screen.ts', "looks into the mock's store"],
  ['src/testing/value-screen.ts', "looks into the mock's store"],
  ['src/testing/entity-parts.ts', "fills the mock's store"],
  ['src/testing/mirror-steps.ts', 'changes contacts by the control API of the mock'],
  ['src/bench/mock-bench.ts', 'measures the mock in the words of its API'],
  ['src/bench/mirror-contacts.ts', 'writes contacts as the source returns them'],
  ['src/proxy/jobs/orders/legacy-snapshot.ts', 'reads contents that 0.1.0 stored under this name'],
])

/** Tests configure the mock's responses and inspect its data. */
const isTest = (file: string) => /\.test\.tsx?$/.test(file)

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.tsx?$/.test(file))
const isWordIn = (file: string) => word.test(readFileSync(file, 'utf8'))

it('keeps terms of the sources in code that communicates with them', () => {
  const elsewhere = files.filter(
    (file) =>
      !folders.some((folder) => file.startsWith(folder)) && !isTest(file) && !reasons.has(file),
  )
  expect(elsewhere.length).toBeGreaterThan(300)
  expect(elsewhere.filter(isWordIn)).toEqual([])
})

it('lists only exceptions that contain such a word', () => {
  expect([...reasons.keys()].filter((file) => !files.includes(file) || !isWordIn(file))).toEqual([])
  const unused = folders.filter(
    (folder) => !files.some((file) => file.startsWith(folder) && isWordIn(file)),
  )
  expect(unused).toEqual([])
})
