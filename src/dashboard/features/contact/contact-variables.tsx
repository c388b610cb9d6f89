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
  const shown = <Shown variables={variables} />
  return (
    <Card title={t('contact.variables')}>
      {capabilities.variables && capabilities.writes?.edit ? (
        <Suspense fallback={shown}>
          <VariablesEditor source={source.id} contactId={contact.id} variables={variables} />
        </Suspense>
      ) : (
        shown
      )}
    </Card>
  )
}

function Shown({ variables }: { variables: Variables }) {
  const { t } = useTranslation()
  if (variables.length === 0)
    return <p className="px-4 py-3 text-quiet">{t('contact.noVariables')}</p>
  return (
    <Facts>
      {variables.map(({ name, value }) => (
        <Fact key={name} label={name}>
          {value}
        </Fact>
      ))}
    </Facts>
  )
}
