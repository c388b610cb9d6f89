import * as z from 'zod/mini'
import {
  conflict,
  contactSnapshot,
  editRow,
  linkChange,
  type Conflict,
  type ContactSnapshot,
  type EditRow,
  type LinkChange,
} from '#contract/api/job-rows.ts'
import type { ContactLinks } from '#proxy/sources/source.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { joinImages, readImage } from '#proxy/jobs/store/journal.ts'
import { inverseIntents, linkIntentsOf, type LinkIntent } from './link-plan.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { inverseOf } from './undo-plan.ts'

/** The change a row is to make to its contact. */
export type RowIntent =
  | { kind: 'edit'; row: Omit<EditRow, 'id'>; unwritable: string[] }
  | { kind: 'links'; intents: (now: ContactLinks) => LinkIntent[] }

const editInput = z.omit(editRow, { id: true })
const sharedInput = z.union([z.strictObject({ change: linkChange }), editInput])
const shownConflicts = z.object({ conflicts: z.array(conflict) })

/** The intent of a row with the values seen before: by its user, in a shown conflict, or before sending. */
export function intentOf(row: RunRow, job: Pick<StoredJob, 'shared' | 'tag'>): RowIntent {
  const shown = row.result === null ? [] : shownConflicts.parse(JSON.parse(row.result)).conflicts
  const sent = readImage(row.base)
  const intent = row.undone ? undoIntent(row, row.undone, job.tag) : inputIntent(row, job.shared)
  if (intent.kind === 'edit') {
    const before = { ...intent.row.before, ...imageOf(shown) }
    const known = sent && 'contact' in sent ? sent : undefined
    const joined = joinImages(known, { contact: before })
    return {
      ...intent,
      row: { ...intent.row, before: 'contact' in joined ? joined.contact : before },
    }
  }
  const seen = sent && 'links' in sent ? sent.links : []
  return {
    kind: 'links',
    intents: (now) =>
      intent.intents(now).map((linkIntent) => {
        const shownConflict = shown.find(({ field }) => field === `links.${linkIntent.place}`)
        const was = seen.find(({ place }) => place === linkIntent.place)
        if (shownConflict) return { ...linkIntent, before: companyIn(shownConflict) }
        return was ? { ...linkIntent, before: was.link } : linkIntent
      }),
  }
}

function inputIntent(row: RunRow, shared: string | null): RowIntent {
  const input = sharedInput.parse(JSON.parse(row.input ?? shared ?? '{}'))
  if ('patch' in input) return { kind: 'edit', row: input, unwritable: [] }
  return linksIntent(input.change)
}

const linksIntent = (change: LinkChange): RowIntent => ({
  kind: 'links',
  intents: (now) => linkIntentsOf(change, now),
})

function undoIntent(
  row: RunRow,
  undone: NonNullable<RunRow['undone']>,
  tag: string | null,
): RowIntent {
  const [base, after] = [readImage(undone.base), readImage(undone.after)]
  if (base && after && 'links' in base && 'links' in after) {
    const intents = inverseIntents(base.links, after.links)
    return { kind: 'links', intents: () => intents }
  }
  if (base && after && 'contact' in base && 'contact' in after) {
    const inverse = inverseOf(row.contact_id ?? 0, base.contact, after.contact)
    return { kind: 'edit', row: inverse.row, unwritable: inverse.unwritable }
  }
  const patch = tag === null ? {} : { tags: { add: [tag] } }
  return { kind: 'edit', row: { patch }, unwritable: [] }
}

/** The values of others that conflicts showed, as the values seen now. */
function imageOf(shown: Conflict[]): ContactSnapshot {
  const entries = shown.filter(
    ({ field }) => !field.startsWith('fields.') && !field.includes('links'),
  )
  const fields = shown.flatMap(({ field, theirs }) => {
    const id = /^fields\.(\d+)$/.exec(field)?.[1]
    return id === undefined ? [] : [{ id: Number(id), content: theirs }]
  })
  return contactSnapshot.parse({
    ...Object.fromEntries(entries.map(({ field, theirs }) => [field, theirs])),
    ...(fields.length > 0 && { fields }),
  })
}

const company = z.nullable(z.object({ id: z.int() }))
const companyIn = ({ theirs }: Conflict) => {
  const found = company.parse(theirs)
  return found && { target: 'companies' as const, id: found.id }
}
