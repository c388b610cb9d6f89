import { useTranslation } from 'react-i18next'
import { role as roles, type Role } from '#contract/api/roles.ts'
import { FormField } from '#dashboard/ui/form-field.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'

type Props<Other extends string> = {
  id: string
  label: string
  value: Role | Other
  /** Options before the roles, such as "as everywhere". */
  others?: readonly { value: Other; text: string }[]
  /** Roles to choose from. */
  offered?: readonly Role[]
  onChange: (value: Role | Other) => void
}

/** A role, with what it may do below. */
export function RoleSelect<Other extends string = never>(props: Props<Other>) {
  const { id, label, value, others = [], offered = roles.options, onChange } = props
  const { t } = useTranslation('people')
  const selected = roles.options.find((name) => name === value)
  return (
    <FormField id={id} label={label} help={selected && t(`roleTexts.${selected}`)}>
      <SelectBox<Role | Other>
        id={id}
        label={label}
        value={value}
        options={[...others, ...offered.map((name) => ({ value: name, text: t(`roles.${name}`) }))]}
        onChange={onChange}
      />
    </FormField>
  )
}
