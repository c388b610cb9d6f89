import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import {
  builtInKey,
  fieldKey,
  isTextKey,
  nameKeys,
  type Attribute,
  type AttributeKey,
  type BuiltInKey,
} from '#contract/model/attribute.ts'
import { contactPointRole } from '#contract/model/value.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { editableAttribute, ContactValue } from './contact-value.tsx'
import { useContactEditing, type ContactEditing } from './contact-value-context.tsx'

type Props = {
  contact: ContactDetail
  timeZone: string | null
  /** Whether empty fields can be filled, of which there are some in every account. */
  isEdited: boolean
}

/** Every filled field of the contact by its name, in the account's order. */
export function ContactFields({ contact, timeZone, isEdited }: Props) {
  const { t } = useTranslation()
  const plain = plainValues(contact)
  return (
    <Card title={t('contact.details')}>
      {contact.fields.length + plain.length === 0 ? (
        <p className="px-4 py-3 text-quiet">{t('contact.noFields')}</p>
      ) : (
        <Facts>
          {plain.map(({ key, value }) => (
            <Fact key={key} label={t(`attributes.${key}`)}>
              <ContactValue attribute={key} label={t(`attributes.${key}`)} value={value}>
                {(shown) =>
                  shown ? (
                    <ValueView value={shown} role={key} timeZone={timeZone} />
                  ) : (
                    <EmptyValue />
                  )
                }
              </ContactValue>
            </Fact>
          ))}
          {contact.fields.map((field) => (
            <Fact key={field.id} label={field.name}>
              <ContactValue attribute={keyOf(field)} label={field.name} value={field.value}>
                {(shown) =>
                  shown ? (
                    <ValueView
                      value={shown}
                      role={field.role}
                      sourceType={field.sourceType}
                      timeZone={timeZone}
                    />
                  ) : (
                    <EmptyValue />
                  )
                }
              </ContactValue>
            </Fact>
          ))}
        </Facts>
      )}
      {isEdited && <EmptyFields timeZone={timeZone} />}
    </Card>
  )
}

const EmptyValue = (): ReactNode => (
  <span className="text-quiet">{useTranslation().t('contact.emptyValue')}</span>
)

/** Phones and e-mails that a source stores in fields are attributes of their own. */
const keyOf = ({ id, role }: ContactDetail['fields'][number]): AttributeKey => role ?? fieldKey(id)

/** The empty values that can be filled; their room is there before they are known. */
function EmptyFields({ timeZone }: { timeZone: string | null }) {
  const { t, i18n } = useTranslation()
  const labelOf = ({ key, label }: Attribute) => {
    const builtIn = builtInKey.safeParse(key).data
    return label ?? (builtIn ? t(`attributes.${builtIn}`) : key)
  }
  const editing = useContactEditing()
  const [isOpen, setIsOpen] = useState(false)
  const attributes = editing ? emptyAttributes(editing) : []
  // What was not saved is not hidden, also when another contact was shown meanwhile.
  const hasFailed = attributes.some(({ key }) => editing?.edits.get(key)?.state === 'failed')
  if (hasFailed && !isOpen) setIsOpen(true)
  return (
    <div className="min-h-11 border-t border-line">
      {attributes.length > 0 && (
        <Disclosure
          title={t('contact.moreFields')}
          count={formatNumber(attributes.length, i18n.language)}
          isOpen={isOpen}
          onToggle={() => setIsOpen(!isOpen)}
        >
          <div className="-mx-4 -mb-3">
            <Facts>
              {attributes.map((attribute) => (
                <Fact key={attribute.key} label={labelOf(attribute)}>
                  <ContactValue attribute={attribute.key} label={labelOf(attribute)} value={null}>
                    {(shown) =>
                      shown ? (
                        <ValueView value={shown} role={attribute.role} timeZone={timeZone} />
                      ) : (
                        <EmptyValue />
                      )
                    }
                  </ContactValue>
                </Fact>
              ))}
            </Facts>
          </div>
        </Disclosure>
      )}
    </div>
  )
}

/** Those that have another place on the page are not among them. */
const shownElsewhere: readonly AttributeKey[] = [...nameKeys, 'tags', 'responsible', 'company']

const emptyAttributes = (editing: ContactEditing): Attribute[] =>
  editing.context.attributes.filter(
    ({ key }) =>
      !shownElsewhere.includes(key) &&
      contactValue(editing.contact, key) === null &&
      editableAttribute(editing, key) !== undefined,
  )

/**
 * Text attributes besides the name, and phones and e-mails if the source does not store them in
 * fields.
 */
function plainValues(contact: ContactDetail) {
  const isPlain = (key: BuiltInKey): boolean =>
    isTextKey(key) ? !nameKeys.includes(key) : contactPointRole.safeParse(key).success
  return builtInKey.options
    .filter((key) => isPlain(key) && !contact.fields.some(({ role }) => role === key))
    .flatMap((key) => {
      const value = contactValue(contact, key)
      return value ? [{ key, value }] : []
    })
}
