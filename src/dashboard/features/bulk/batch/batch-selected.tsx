import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { contactLink } from '#dashboard/domain/links.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'

type Props = { source: Source; selected: Contact[] }

const maxShown = 50

/** Whom the edit is for, as the list has them, until the preview replaces it. */
export function BatchSelected({ source, selected }: Props) {
  const { t } = useTranslation(['batch', 'translation'])
  const { knows } = source.capabilities
  const columns = [
    { key: 'phones', textOf: ({ phones }: Contact) => formatPhone(phones[0]?.value ?? '') },
    { key: 'emails', textOf: ({ emails }: Contact) => emails[0]?.value },
    ...(knows.responsible
      ? [{ key: 'responsible', textOf: ({ responsible }: Contact) => responsible?.name } as const]
      : []),
    ...(knows.tags
      ? [
          {
            key: 'tags',
            textOf: ({ tags }: Contact) => tags.map(({ name }) => name).join(', '),
          } as const,
        ]
      : []),
  ] as const
  const further = selected.length - maxShown
  return (
    <section aria-label={t('selectedTitle')} className="min-w-0">
      <table aria-label={t('selectedTitle')} className="w-full text-table sm:table-fixed">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-start text-meta text-quiet">
            <th scope="col" className="py-1.5 pr-4 text-start font-medium">
              {t('contact')}
            </th>
            {columns.map(({ key }) => (
              <th key={key} scope="col" className="py-1.5 pr-4 text-start font-medium">
                {t(`translation:attributes.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {selected.slice(0, maxShown).map((contact) => (
            <tr key={contact.id} className="max-sm:block max-sm:py-2">
              <th
                scope="row"
                translate={contact.name ? 'no' : undefined}
                className="row-name py-1.5 pr-4 text-start wrap-anywhere max-sm:block max-sm:py-0.5"
              >
                <TextLink {...contactLink(source.id, contact.id)}>
                  {contact.name || t('unnamed')}
                </TextLink>
              </th>
              {columns.map(({ key, textOf }) => (
                <td
                  key={key}
                  translate="no"
                  className="py-1.5 pr-4 tabular-nums wrap-anywhere max-sm:block max-sm:py-0.5 max-sm:empty:hidden"
                >
                  {textOf(contact)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {further > 0 && (
        <p className="border-t border-line py-2 text-quiet">
          {t('selectedMore', { count: further })}
        </p>
      )}
    </section>
  )
}
