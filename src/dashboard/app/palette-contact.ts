import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Link2, Pencil, Tags, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { contactHref, editContactLink } from '#dashboard/domain/links.ts'
import { contactQueries } from '#dashboard/features/contact/contact-queries.ts'
import { useCopying } from '#dashboard/features/list/contacts-copying.ts'
import type { PaletteEntry, PaletteGroup } from '#dashboard/features/palette/palette-entry.ts'
import { formatPhone } from '#dashboard/lib/format.ts'

/** What can be done with the contact that the page shows, as far as it is read. */
export function useContactGroup(
  source: Source | undefined,
  id: number | undefined,
): PaletteGroup | undefined {
  const { t } = useTranslation(['tools', 'translation', 'contact'])
  const navigate = useNavigate()
  const copy = useCopying()
  const client = useQueryClient()
  if (!source || id === undefined) return undefined
  const contact = client.getQueryData(contactQueries.detail(source.id, id).queryKey)
  if (!contact) return undefined
  const name = contact.name || t('translation:contacts.unnamed')
  const phone = contact.phones[0]?.value
  const email = contact.emails[0]?.value
  const inPlace = (key: 'responsible' | 'tags', icon: PaletteEntry['icon']): PaletteEntry[] => {
    const label = t(`translation:attributes.${key}`)
    // The button of the value on the page; none where it cannot be edited.
    const selector = `button[aria-label="${CSS.escape(t('contact:contact.editValue', { label }))}"]`
    const button = document.querySelector<HTMLElement>(selector)
    if (!button) return []
    const text = t('palette.ofContact.value', { name: label })
    return [
      {
        key: `contact-${key}`,
        text,
        detail: name,
        ...(icon && { icon }),
        run: () => button.click(),
      },
    ]
  }
  const href = contactHref(source.id, id)
  const entries: (PaletteEntry | false | undefined)[] = [
    ...inPlace('responsible', UserRound),
    ...inPlace('tags', Tags),
    source.capabilities.writes?.edit && {
      key: 'contact-edit',
      text: t('palette.ofContact.edit'),
      detail: name,
      icon: Pencil,
      run: () => void navigate(editContactLink(source.id, id)),
    },
    phone !== undefined && {
      key: 'contact-phone',
      text: t('palette.ofContact.copyPhone', { text: formatPhone(phone) }),
      icon: Copy,
      run: () => copy(phone, t('palette.ofContact.copied', { text: phone })),
    },
    email !== undefined && {
      key: 'contact-email',
      text: t('palette.ofContact.copyEmail', { text: email }),
      icon: Copy,
      run: () => copy(email, t('palette.ofContact.copied', { text: email })),
    },
    {
      key: 'contact-link',
      text: t('palette.ofContact.copyLink'),
      icon: Link2,
      run: () => copy(new URL(href, location.href).href, t('palette.ofContact.linkCopied')),
    },
  ]
  return {
    key: 'current',
    label: t('palette.groups.current', { name }),
    entries: entries.filter((entry) => entry !== false && entry !== undefined),
  }
}
