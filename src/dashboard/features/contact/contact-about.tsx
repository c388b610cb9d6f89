import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail, Named } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { ContactCompany } from './contact-company.tsx'
import { ContactValue } from './contact-value.tsx'

type Props = {
  contact: ContactDetail
  source: Source
  /** Milliseconds. */
  now: number
}

/**
 * The responsible user, the next task, and who created and changed the contact; only data that the
 * source reports.
 */
export function ContactAbout({ contact, source, now }: Props) {
  const { knows, writes } = source.capabilities
  const isEdited = writes?.edit === true
  const { t } = useTranslation()
  const nameOf = (person: Named) => person.name ?? t('contacts.userId', { id: person.id })
  const authorOf = (person: Named | null) =>
    knows.authors && (
      <span className="block text-quiet">{person ? nameOf(person) : t('contact.system')}</span>
    )
  return (
    <Card title={t('contact.about')}>
      <Facts>
        <ContactCompany contact={contact} source={source} />
        {(contact.responsible || (knows.responsible && isEdited)) && (
          <Fact label={t('contact.responsible')}>
            <ContactValue
              attribute="responsible"
              label={t('contact.responsible')}
              value={contactValue(contact, 'responsible') ?? null}
            >
              {(value) =>
                value?.kind === 'user' ? (
                  nameOf(value)
                ) : (
                  <span className="text-quiet">{t('contact.noResponsible')}</span>
                )
              }
            </ContactValue>
          </Fact>
        )}
        {contact.group && (
          <Fact label={t('attributes.group')}>{contact.group.name ?? contact.group.id}</Fact>
        )}
        {knows.nextTask && (
          <Fact label={t('contact.nextTask')}>
            {contact.nextTaskAt ? <When iso={contact.nextTaskAt} now={now} /> : t('contact.noTask')}
          </Fact>
        )}
        {contact.createdAt && (
          <Fact label={t('contact.created')}>
            <When iso={contact.createdAt} now={now} />
            {authorOf(contact.createdBy)}
          </Fact>
        )}
        {contact.updatedAt && (
          <Fact label={t('contact.updated')}>
            <When iso={contact.updatedAt} now={now} />
            {authorOf(contact.updatedBy)}
          </Fact>
        )}
        <Fact label={t('contact.id')}>
          <span className="tabular-nums">{contact.id}</span>
        </Fact>
      </Facts>
    </Card>
  )
}

function When({ iso, now }: { iso: string; now: number }) {
  const { language } = useTranslation().i18n
  return (
    <Moment
      iso={iso}
      text={formatRelative(iso, language, now)}
      exact={formatMoment(iso, language)}
    />
  )
}
