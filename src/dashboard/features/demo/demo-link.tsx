import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { chatsLink, contactsLink, newContactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'

/** The page on which an effect of the demo is most visible. */
export type DemoTarget =
  | 'contacts'
  | 'filtered'
  | 'newContact'
  | 'duplicates'
  | 'chats'
  | 'catalogue'

const source = 'main'

export function DemoLink({ target, onFollow }: { target: DemoTarget; onFollow: () => void }) {
  const { t } = useTranslation('demo')
  const props: { onClick: () => void; children: ReactNode } = {
    onClick: onFollow,
    children: target === 'catalogue' ? t('catalogue.link') : t(`links.${target}`),
  }
  switch (target) {
    case 'contacts':
      return <TextLink {...contactsLink(source)} {...props} />
    case 'filtered':
      return <TextLink {...contactsLink(source, { responsible: '504142' })} {...props} />
    case 'duplicates':
      return (
        <TextLink {...contactsLink(source, { search: 'vera.kovaleva@example.ru' })} {...props} />
      )
    case 'chats':
      return <TextLink {...chatsLink(source, 'lookUp')} {...props} />
    case 'catalogue':
      return <TextLink to="/catalogue" {...props} />
    case 'newContact':
      return <TextLink {...newContactLink(source)} {...props} />
  }
}
