import type { Change } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import { planContact } from '#proxy/jobs/plan/contact-plan.ts'
import { writtenAttributes } from '#proxy/jobs/plan/written-attributes.ts'
import { LostLeaseError } from '#proxy/jobs/store/job-lease.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { requirePart, snapshotsById } from '#proxy/sources/source.ts'
import { callOf, type RunContext } from './run-context.ts'
import { endOf, issueOf } from './send-result.ts'

type Created = { row: RunRow; id: number; links: Change[] }

/** Why links were not added; `unsure` are those that may have been added nevertheless. */
export type NotLinked = { issues: Issue[]; unsure: string[] }

export const allLinked: NotLinked = { issues: [], unsure: [] }

/**
 * Adds the links of contacts that were just created, except existing ones. Returns the issues of
 * links that could not be added, by line; the contacts remain created.
 */
export async function linkCreated(
  context: RunContext,
  job: StoredJob,
  created: Created[],
): Promise<Map<number, NotLinked>> {
  const wanted = created.filter(({ links }) => links.length > 0)
  const notSaved = new Map<number, NotLinked>()
  const note = ({ row, links }: Created, issues: Issue[], mayBeLinked = false) =>
    notSaved.set(row.line, {
      issues: issues.map((issue) => ({ ...issue, attribute: links[0]?.attribute ?? null })),
      unsure: mayBeLinked ? links.map(({ attribute }) => attribute) : [],
    })
  if (wanted.length === 0) return notSaved
  const { info, reader, linker } = context.source
  const call = callOf(context, job)
  const maxLinks = info.capabilities.writes?.batch ?? 1
  const attributes = writtenAttributes(info.capabilities, [])
  for (const group of groupsOf(wanted, maxLinks))
    try {
      const ids = group.map(({ id }) => id)
      const byId = snapshotsById(await reader.readContacts(ids, call))
      const planned = group.flatMap((entry) => {
        const now = byId.get(entry.id)
        if (!now || now === 'unreadable') {
          note(entry, [
            { attribute: null, code: 'not_found', message: 'the contact could not be read again' },
          ])
          return []
        }
        const { link, issues } = planContact({ edit: { changes: entry.links }, now, attributes })
        if (issues.length > 0) note(entry, issues)
        return link.length > 0 ? [{ entry, now, link }] : []
      })
      if (planned.length === 0) continue
      const results = await requirePart(linker, 'link').linkContacts(
        planned.map(({ entry, link }) => ({ contactId: entry.id, links: link })),
        call,
        planned.map(({ now }) => now),
      )
      for (const [index, { entry }] of planned.entries()) {
        const result = results[index]
        if (result?.status === 'rejected') note(entry, result.issues)
        else if (result?.status !== 'changed') note(entry, [notLinked])
      }
    } catch (error) {
      if (error instanceof LostLeaseError) throw error
      // Rethrows errors that are not failures of the source.
      const mayBeLinked = endOf(error).is === 'unsure'
      for (const entry of group) note(entry, [issueOf(error)], mayBeLinked)
    }
  return notSaved
}

const notLinked: Issue = {
  attribute: null,
  code: 'invalid_response',
  message: 'the source neither saved nor rejected it',
}

/** Groups of contacts whose links fit into one request. */
function groupsOf(created: Created[], maxLinks: number): Created[][] {
  const groups: Created[][] = []
  let left = 0
  for (const entry of created) {
    const amount = entry.links.reduce((sum, change) => sum + amountOf(change), 0)
    const last = groups.at(-1)
    if (last && amount <= left) last.push(entry)
    else {
      groups.push([entry])
      left = maxLinks
    }
    left -= amount
  }
  return groups
}

const amountOf = (change: Change): number =>
  'set' in change && change.set.kind === 'links' ? change.set.items.length : 1
