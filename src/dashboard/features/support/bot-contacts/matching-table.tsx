import { fieldIdOf } from '#contract/model/attribute.ts'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Match } from '#contract/api/matches.ts'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import { messengerName } from '#dashboard/domain/messenger-name.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { namedIn, type Decision, type Plan } from './matching-plan.ts'

type Props = {
  matches: Match[]
  plans: Plan[]
  decisions: ReadonlyMap<number, Decision>
  definitions: FieldDefinition[]
  /** The source that the candidates belong to. */
  target: string
  /** Undefined: use the proposed decision. */
  onDecide: (botContact: number, decision: Decision | undefined) => void
}

const columns = 'gap-x-6 @2xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1.2fr)]'

/** Each bot contact with its candidates, the reasons, and the decision. */
export function MatchingTable({ matches, plans, ...rest }: Props) {
  const { t } = useTranslation('bot-contacts')
  return (
    <div className="@container rounded border border-line bg-surface">
      <div
        aria-hidden
        className={`hidden border-b border-line px-4 py-2 text-meta font-medium text-quiet @2xl:grid ${columns}`}
      >
        <span>{t('heads.botContact')}</span>
        <span>{t('heads.found')}</span>
        <span>{t('heads.action')}</span>
      </div>
      <ul aria-label={t('botContacts')} className="divide-y divide-line">
        {matches.map((match, index) => {
          const plan = plans[index]
          return (
            plan && <MatchingRow key={match.botContact.id} match={match} plan={plan} {...rest} />
          )
        })}
      </ul>
    </div>
  )
}

type MatchingRowProps = Omit<Props, 'matches' | 'plans'> & { match: Match; plan: Plan }

function MatchingRow({ match, plan, decisions, definitions, target, onDecide }: MatchingRowProps) {
  const { t } = useTranslation('bot-contacts')
  const { botContact, candidates } = match
  const { identity } = botContact
  const name = botContact.name || identity?.username || t('botContact', { id: botContact.id })
  const nameOf = (contact: { id: number; name: string }) =>
    contact.name || t('contactId', { id: contact.id })
  const decision = decisions.get(botContact.id)
  return (
    <li
      className={`grid gap-y-2 px-4 py-3 ${columns} ${plan.action === 'ambiguous' ? 'shadow-[inset_3px_0_0_var(--warning)]' : ''}`}
    >
      <div className="min-w-0">
        <p translate={botContact.name ? 'no' : undefined} className="row-name">
          {name}
        </p>
        <p className="text-meta wrap-anywhere text-quiet tabular-nums">
          <Parts
            texts={[
              identity && messengerName(identity.messenger),
              identity?.username && `@${identity.username}`,
              ...botContact.phones.map(({ value }) => formatPhone(value)),
              ...botContact.emails.map(({ value }) => value),
            ]}
          />
        </p>
      </div>
      <ul className="grid min-w-0 content-start gap-1">
        {candidates.length === 0 && <li className="text-quiet">{t('noMatch')}</li>}
        {candidates.map(({ contact, reasons }) => (
          <li key={contact.id} className="wrap-anywhere">
            <TextLink
              {...contactLink(target, contact.id)}
              translate={contact.name ? 'no' : undefined}
            >
              {nameOf(contact)}
            </TextLink>
            <span className="block text-meta text-quiet tabular-nums">
              <Parts
                texts={reasons.map(
                  ({ kind, value }) =>
                    `${t(`reasons.${kind}`)}: ${kind === 'phone' ? formatPhone(value) : value}`,
                )}
              />
            </span>
          </li>
        ))}
      </ul>
      <div className="min-w-0">
        <SelectBox
          label={t('decisionFor', { name })}
          value={String(decision ?? '')}
          options={[
            { value: '', text: decision === undefined ? proposal() : t('asProposed') },
            ...candidates.map(({ contact }) => ({
              value: String(contact.id),
              text: t('fill', { name: nameOf(contact) }),
            })),
            { value: 'create', text: t('create') },
            { value: 'skip', text: t('skip') },
          ]}
          onChange={(next) => onDecide(botContact.id, decisionOf(next))}
        />
        <p
          className={`mt-1 text-meta ${plan.action === 'ambiguous' ? 'text-warning' : 'text-quiet'}`}
        >
          {summary()}
        </p>
      </div>
    </li>
  )

  function proposal(): string {
    switch (plan.action) {
      case 'create':
        return t('create')
      case 'fill':
      case 'nothing':
        return t('fill', { name: nameOf(plan.contact) })
      case 'skip':
        return t('skip')
      case 'ambiguous':
        return t('decide')
    }
  }

  function summary(): string {
    switch (plan.action) {
      case 'create':
        return fieldsOf(namedIn(plan.draft))
      case 'fill':
        return fieldsOf(plan.attributes)
      case 'nothing':
        return t('nothingToFill')
      case 'skip':
        return ''
      case 'ambiguous':
        return t(`doubts.${plan.doubt}`)
    }
  }

  function fieldsOf(names: string[]): string {
    const texts = names.map((item) => {
      const id = fieldIdOf(item)
      const field = definitions.find((definition) => definition.id === id)
      if (field) return field.name
      return item === 'phones' || item === 'emails' || item === 'tags'
        ? t(`fields.${item}`)
        : t('fields.name')
    })
    return t('writes', { fields: texts.join(', ') })
  }
}

/** Parts in one line or more; none is broken that fits a line. */
function Parts({ texts }: { texts: (string | null | undefined | false)[] }) {
  return texts
    .filter((text) => typeof text === 'string' && text !== '')
    .map((text, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- two may be equal, and none moves
      <Fragment key={index}>
        {index > 0 && ' · '}
        <span className="inline-block max-w-full wrap-anywhere">{text}</span>
      </Fragment>
    ))
}

const decisionOf = (value: string): Decision | undefined =>
  value === '' ? undefined : value === 'create' || value === 'skip' ? value : Number(value)
