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
import { inverseWishes, wishesOf, type LinkWish } from './link-plan.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { inverseOf } from './undo-plan.ts'

/** What a row wants of its contact. */
export type Wish =
  | { kind: 'edit'; row: Omit<EditRow, 'id'>; lost: string[] }
  | { kind: 'links'; wishes: (now: ContactLinks) => LinkWish[] }

const editInput = z.omit(editRow, { id: true })
const sharedInput = z.union([z.strictObject({ change: linkChange }), editInput])
const shownConflicts = z.object({ conflicts: z.array(conflict) })

/** The wish of a row, beside what was seen: by its user, in a conflict shown, or before it was sent. */
export function wishOf(row: RunRow, job: Pick<StoredJob, 'shared' | 'tag'>): Wish {
  const shown = row.result === null ? [] : shownConflicts.parse(JSON.parse(row.result)).conflicts
  const sent = readImage(row.base)
  const wish = row.undone ? undoneWish(row, row.undone, job.tag) : inputWish(row, job.shared)
  if (wish.kind === 'edit') {
    const before = { ...wish.row.before, ...imageOf(shown) }
    const known = sent && 'contact' in sent ? sent : undefined
    const joined = joinImages(known, { contact: before })
    return { ...wish, row: { ...wish.row, before: 'contact' in joined ? joined.contact : before } }
  }
  const seen = sent && 'links' in sent ? sent.links : []
  return {
    kind: 'links',
    wishes: (now) =>
      wish.wishes(now).map((one) => {
        const told = shown.find(({ field }) => field === `links.${one.place}`)
        const was = seen.find(({ place }) => place === one.place)
        if (told) return { ...one, before: companyIn(told) }
        return was ? { ...one, before: was.link } : one
      }),
  }
}

function inputWish(row: RunRow, shared: string | null): Wish {
  const input = sharedInput.parse(JSON.parse(row.input ?? shared ?? '{}'))
  if ('patch' in input) return { kind: 'edit', row: input, lost: [] }
  return linkWish(input.change)
}

const linkWish = (change: LinkChange): Wish => ({
  kind: 'links',
  wishes: (now) => wishesOf(change, now),
})

function undoneWish(row: RunRow, of: NonNullable<RunRow['undone']>, tag: string | null): Wish {
  const [base, after] = [readImage(of.base), readImage(of.after)]
  if (base && after && 'links' in base && 'links' in after) {
    const wishes = inverseWishes(base.links, after.links)
    return { kind: 'links', wishes: () => wishes }
  }
  if (base && after && 'contact' in base && 'contact' in after) {
    const inverse = inverseOf(row.contact_id ?? 0, base.contact, after.contact)
    return { kind: 'edit', row: inverse.row, lost: inverse.lost }
  }
  const patch = tag === null ? {} : { tags: { add: [tag] } }
  return { kind: 'edit', row: { patch }, lost: [] }
}

/** What conflicts showed of others' values, as what is seen now. */
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
