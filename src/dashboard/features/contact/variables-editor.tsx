import { useMutation } from '@tanstack/react-query'
import { Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { contactMutations } from './contact-mutations.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'
import { VariableForm } from './variable-form.tsx'

export type Variable = NonNullable<ContactDetail['variables']>[number]
type Props = { source: string; contactId: number; variables: Variable[] }

/** The contact's variables in a bot: edited one by one, removed with an undo. */
export function VariablesEditor({ source, contactId, variables }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  const messageFor = useProblemMessages()
  const [open, setOpen] = useState<{ name: string } | 'new'>()
  const [removed, setRemoved] = useState<Variable>()
  const put = useMutation(contactMutations.setVariable(source, contactId))
  const drop = useMutation(contactMutations.removeVariable(source, contactId))
  const error = put.error ?? drop.error
  const save = (variable: Variable) => {
    setOpen(undefined)
    setRemoved(undefined)
    put.mutate(variable)
  }
  return (
    <>
      {variables.length === 0 && (
        <p className="px-4 py-3 text-quiet">{t('translation:contact.noVariables')}</p>
      )}
      <Facts>
        {variables.map((variable) => (
          <Fact key={variable.name} label={variable.name}>
            {open !== 'new' && open?.name === variable.name ? (
              <VariableForm variable={variable} onSave={save} onCancel={() => setOpen(undefined)} />
            ) : (
              <span className="flex items-start gap-1">
                <span className="min-w-0 flex-1">{variable.value}</span>
                <IconButton
                  label={t('variables.edit', { name: variable.name })}
                  icon={<Pencil aria-hidden />}
                  onClick={() => setOpen({ name: variable.name })}
                />
                {variable.isDeletable && (
                  <IconButton
                    label={t('variables.remove', { name: variable.name })}
                    icon={<X aria-hidden />}
                    onClick={() => {
                      setRemoved(variable)
                      drop.mutate(variable)
                    }}
                  />
                )}
              </span>
            )}
          </Fact>
        ))}
      </Facts>
      <div className="grid justify-items-start gap-2 border-t border-line px-4 py-2">
        {error && (
          <p role="alert" className="text-danger">
            {messageFor(error).text}
            <UnknownOutcomeLink source={source} contactId={contactId} error={error} />
          </p>
        )}
        {removed && !drop.isError && (
          <p role="status" className="flex flex-wrap items-center gap-3 text-quiet">
            {t('variables.removed', { name: removed.name })}
            <Button onClick={() => save(removed)}>{t('variables.undo')}</Button>
          </p>
        )}
        {open === 'new' ? (
          <VariableForm onSave={save} onCancel={() => setOpen(undefined)} />
        ) : (
          <Button look="quiet" className="-ml-3" onClick={() => setOpen('new')}>
            <Plus aria-hidden className="size-4 text-quiet" />
            {t('variables.add')}
          </Button>
        )}
      </div>
    </>
  )
}
