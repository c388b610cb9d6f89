import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const VariablesEditor = lazyPart(() => import('./variables-editor.tsx'), 'VariablesEditor')

type Variables = NonNullable<ContactDetail['variables']>

/** The contact's variables in a chat bot. */
export function ContactVariables({ contact, source }: { contact: ContactDetail; source: Source }) {
  const { t } = useTranslation()
  const { variables } = contact
  if (!variables) return null
  const { capabilities } = source
  return (
    <Card title={t('contact.variables')}>
      {capabilities.variables && capabilities.writes?.edit ? (
        <Suspense fallback={<Shown variables={variables} hasButtons />}>
          <VariablesEditor source={source.id} contactId={contact.id} variables={variables} />
        </Suspense>
      ) : (
        <Shown variables={variables} />
      )}
    </Card>
  )
}

type ShownProps = {
  variables: Variables
  /** Keeps the room of the buttons that are loaded later. */
  hasButtons?: boolean
}

function Shown({ variables, hasButtons = false }: ShownProps) {
  return (
    <>
      <Values variables={variables} hasButtons={hasButtons} />
      {hasButtons && (
        <div aria-hidden className="border-t border-line px-4 py-2">
          <div className="h-control pointer-coarse:h-11" />
        </div>
      )}
    </>
  )
}

function Values({ variables, hasButtons }: Required<ShownProps>) {
  const { t } = useTranslation()
  if (variables.length === 0)
    return <p className="px-4 py-3 text-quiet">{t('contact.noVariables')}</p>
  return (
    <Facts>
      {variables.map(({ name, value, isDeletable }) => (
        <Fact key={name} label={name}>
          <span className="flex items-start gap-1">
            <span className="min-w-0 flex-1">{value}</span>
            {hasButtons && <span className="icon-button" />}
            {hasButtons && isDeletable && <span className="icon-button" />}
          </span>
        </Fact>
      ))}
    </Facts>
  )
}
