import { useTranslation } from 'react-i18next'
import type { Capabilities } from '#contract/api/sources.ts'
import { messengerName } from '#dashboard/domain/messenger-name.ts'
import type { IssueText } from '#dashboard/fields/editor-props.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import type { FormValues } from './contact-form-values.ts'

type Identity = FormValues['identity']
type Props = {
  identity: Identity
  capabilities: Capabilities
  /** The messenger identity cannot be changed after creation. */
  isNew: boolean
  issues: IssueText[]
  onChange: (identity: Identity) => void
}

/** The identity in a bot: the messenger determines which ID is required. */
export function ContactFormIdentity({ identity, capabilities, isNew, issues, onChange }: Props) {
  const { t } = useTranslation('form')
  const messenger = capabilities.messengers.find((item) => item === identity.messenger)
  const errorsOf = (key: keyof Identity) =>
    issues.filter((issue) => issue.part === key || (!issue.part && key === 'messenger'))
  const put = (change: Partial<Identity>) => onChange({ ...identity, ...change })
  const isKnownById = messenger !== undefined && messenger !== 'whatsapp'
  return (
    <>
      {isNew && (
        <>
          <IdentitySelect
            name="bot"
            value={identity.bot}
            options={capabilities.bots.map(({ id, name }) => ({ value: String(id), text: name }))}
            errors={errorsOf('bot')}
            onChange={(bot) => put({ bot })}
          />
          <IdentitySelect
            name="messenger"
            value={identity.messenger}
            options={capabilities.messengers.map((item) => ({
              value: item,
              text: messengerName(item),
            }))}
            help={messenger && t(`messengerNeeds.${messenger}`)}
            errors={errorsOf('messenger')}
            onChange={(next) => put({ messenger: next })}
          />
        </>
      )}
      {isNew && isKnownById && (
        <IdentityInput
          name="id"
          mark={t('required')}
          value={identity.id}
          errors={errorsOf('id')}
          onChange={(id) => put({ id })}
        />
      )}
      {messenger === 'telegram' && (
        <IdentityInput
          name="username"
          value={identity.username}
          errors={errorsOf('username')}
          onChange={(username) => put({ username })}
        />
      )}
    </>
  )
}

type PartProps = {
  name: keyof Identity
  value: string
  errors: IssueText[]
  onChange: (value: string) => void
}

function IdentitySelect(
  props: PartProps & { options: { value: string; text: string }[]; help?: string | undefined },
) {
  const { name, value, options, help, errors, onChange } = props
  const { t } = useTranslation('form')
  const id = `identity-${name}`
  return (
    <FormField
      id={id}
      label={t(`labels.${name}`)}
      mark={t('required')}
      help={help}
      errors={errors.map(({ text }) => text)}
    >
      <span className="max-w-90">
        <SelectBox
          id={id}
          label={t(`labels.${name}`)}
          value={value}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={describedBy(id, { help: Boolean(help), error: errors.length > 0 })}
          options={[{ value: '', text: t('notChosen') }, ...options]}
          onChange={onChange}
        />
      </span>
    </FormField>
  )
}

function IdentityInput({ name, mark, value, errors, onChange }: PartProps & { mark?: string }) {
  const { t } = useTranslation('form')
  const id = `identity-${name}`
  return (
    <FormField
      id={id}
      label={t(`labels.${name}`)}
      mark={mark}
      errors={errors.map(({ text }) => text)}
    >
      <span className="max-w-90">
        <input
          id={id}
          type="text"
          inputMode={name === 'id' ? 'numeric' : undefined}
          autoComplete="off"
          value={value}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={describedBy(id, { help: false, error: errors.length > 0 })}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlLook.line} tabular-nums`}
        />
      </span>
    </FormField>
  )
}
