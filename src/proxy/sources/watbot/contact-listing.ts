import type { ContactQuery } from '#contract/api/contacts.ts'
import type { BotContact } from '#contract/upstream/watbot/contacts.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type { BotSelection } from './client.ts'

export const maxRows = 500 // WatBot's own limit (seed 004)

/**
 * Converts filters to the format of WatBot: whole seconds, rounded so that no row is outside the
 * range.
 */
export function toSelection({ bot, created }: ContactQuery): BotSelection {
  return {
    bot,
    from: created?.from === undefined ? undefined : Math.ceil(Date.parse(created.from) / 1000),
    to: created?.to === undefined ? undefined : toSeconds(created.to),
  }
}

/**
 * Whether a returned contact matches the query; values that the row does not include count as a
 * match.
 */
export function matches(row: BotContact, { bot, created }: ContactQuery): boolean {
  const at = row.created_at
  return (
    (bot === undefined || row.bot_id == null || row.bot_id === bot) &&
    (at == null || isWithin(at, created))
  )
}

function isWithin(at: number, created: ContactQuery['created']): boolean {
  return (
    (created?.from === undefined || at >= Date.parse(created.from)) &&
    (created?.to === undefined || at <= Date.parse(created.to))
  )
}
