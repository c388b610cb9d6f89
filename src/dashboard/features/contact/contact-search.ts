import * as z from 'zod/mini'
import { section, type Section } from '#contract/api/sources.ts'

/** The open sections in the URL, as `open=leads,customers`. */
export const contactSearch = z.object({
  open: z._default(
    z
      .string()
      .check(
        z.refine((text) =>
          text.split(',').every((name) => name === '' || z.safeParse(section, name).success),
        ),
      ),
    '',
  ),
})
export const contactSearchDefaults = { open: '' }
export type ContactSearch = z.output<typeof contactSearch>

function listed(text: string): Section[] {
  const names = text.split(',')
  return section.options.filter((name) => names.includes(name))
}

export const isOpen = ({ open }: ContactSearch, name: Section): boolean =>
  listed(open).includes(name)

export function toggled({ open }: ContactSearch, name: Section): ContactSearch {
  const names = listed(open)
  const next = names.includes(name) ? names.filter((n) => n !== name) : [...names, name]
  return { open: next.join(',') }
}
