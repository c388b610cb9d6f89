import { useTranslation } from 'react-i18next'
import { Select } from '#dashboard/ui/select.tsx'

type Props = {
  size: number
  /** Those that the source offers. */
  sizes: number[]
  onSize: (size: number) => void
}

/** How many rows a page has. */
export function ContactsPageSize({ size, sizes, onSize }: Props) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('contacts.rowsPerPage')}
      isLabelShown
      value={String(size)}
      options={sizes.map((option) => ({ value: String(option), text: String(option) }))}
      onChange={(next) => onSize(Number(next))}
    />
  )
}
