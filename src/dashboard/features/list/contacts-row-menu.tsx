import { Copy, ExternalLink, Link2, Mail, PanelRight, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { mailtoHref, telHref } from '#dashboard/lib/safe-href.ts'
import { Menu, type MenuItem } from '#dashboard/ui/menu.tsx'
import { useCopying } from './contacts-copying.ts'

type Props = {
  contact: Contact
  position: { left: number; top: number }
  /** The contact's page here and at the source. */
  href: string
  outerHref: string | undefined
  sourceTitle: string
  onQuickView: () => void
  onClose: () => void
}

/** Actions for one contact without leaving the list. */
export function ContactsRowMenu(props: Props) {
  const { contact, position, href, outerHref, sourceTitle, onQuickView, onClose } = props
  const { t } = useTranslation(['translation', 'setup'])
  const copyText = useCopying()
  const copy = (text: string) => copyText(text, t('contacts.copied', { text }))
  const phone = contact.phones[0]?.value
  const email = contact.emails[0]?.value
  const items: (MenuItem | undefined | false)[] = [
    {
      key: 'view',
      text: t('contacts.actions.quickView'),
      icon: <PanelRight aria-hidden />,
      onSelect: onQuickView,
    },
    phone !== undefined && {
      key: 'copy-phone',
      text: t('contacts.actions.copyPhone', { phone }),
      icon: <Copy aria-hidden />,
      onSelect: () => copy(phone),
    },
    phone !== undefined && {
      key: 'call',
      text: t('contacts.actions.call', { phone }),
      icon: <Phone aria-hidden />,
      href: telHref(phone),
    },
    email !== undefined && {
      key: 'mail',
      text: t('contacts.actions.mail', { email }),
      icon: <Mail aria-hidden />,
      href: mailtoHref(email),
    },
    {
      key: 'copy-link',
      text: t('contacts.actions.copyLink'),
      icon: <Link2 aria-hidden />,
      onSelect: () => copy(new URL(href, location.href).href),
    },
    outerHref !== undefined && {
      key: 'open-outside',
      text: t('contacts.actions.openAtSource', { source: sourceTitle }),
      icon: <ExternalLink aria-hidden />,
      href: outerHref,
      isExternal: true,
    },
  ]
  return (
    <Menu
      label={t('contacts.actionsFor', { name: contact.name || contact.id })}
      items={items.filter((item) => item !== undefined && item !== false)}
      position={position}
      onClose={onClose}
    />
  )
}
