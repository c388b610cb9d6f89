import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { valueText } from '#dashboard/domain/value-text.ts'
import { useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import { useCheckWords } from '#dashboard/fields/value-check-lines.tsx'
import { Button } from '#dashboard/ui/button.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { TitledModal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import type { Value } from '#contract/model/value.ts'
import type { PastePlan } from './paste-plan.ts'

type Props = {
  plan: PastePlan
  labelOf: (column: string) => string
  timeZone: string | null
  problem: string | undefined
  isSending: boolean
  /** Whether what looks wrong is written as well. */
  onWrite: (isAllWritten: boolean) => void
  onClose: () => void
}

const shownRows = 200

/** What pasting would change, and what it cannot: nothing has been written yet. */
export function PastePreview(props: Props) {
  const { plan, labelOf, timeZone, problem, isSending, onWrite, onClose } = props
  const { problems, beyond } = plan
  const [isAllWritten, setAllWritten] = useState(false)
  const doubtful = plan.values.filter(({ warnings }) => warnings.length > 0)
  const values = isAllWritten ? plan.values : plan.values.filter((item) => !doubtful.includes(item))
  const words = useCheckWords()
  const { t, i18n } = useTranslation(['form', 'translation'])
  const issueText = useIssueMessages()
  const text = (value: Value | null) =>
    value === null
      ? t('conflict.empty')
      : valueText(value, {
          language: i18n.language,
          yes: t('translation:contacts.yes'),
          no: t('translation:contacts.no'),
          timeZone,
        })
  const nameOf = (contact: { name: string }) => contact.name || t('translation:contacts.unnamed')
  const contacts = new Set(values.map(({ contact }) => contact.id)).size
  return (
    <TitledModal
      title={t('cells.pasteTitle')}
      closeLabel={t('cancel')}
      onClose={onClose}
      className="mx-auto mt-[8dvh] max-h-[84dvh] w-[min(860px,100vw-16px)]"
    >
      <p className="mb-3">
        {values.length === 0
          ? t('cells.pasteNothing')
          : t('cells.pasteCount', {
              count: values.length,
              contacts: t('cells.contacts', { count: contacts }),
            })}
      </p>
      {(beyond.rows > 0 || beyond.columns > 0) && (
        <Note tone="warning">
          {beyond.rows > 0 && t('cells.beyondRows', { count: beyond.rows })}{' '}
          {beyond.columns > 0 && t('cells.beyondColumns', { count: beyond.columns })}
        </Note>
      )}
      {problems.length > 0 && (
        <section className="mb-4">
          <h3 className="font-strong">{t('cells.problems', { count: problems.length })}</h3>
          <ul className="mt-1 grid max-h-36 gap-1 overflow-auto">
            {problems.slice(0, shownRows).map(({ contact, column, text: pasted, issues }) => (
              <li key={`${contact.id} ${column}`} className="wrap-anywhere">
                {nameOf(contact)} · {labelOf(column)}: <span className="text-quiet">{pasted}</span>{' '}
                <span className="text-danger">
                  {issues.map((issue) => issueText(issue).text).join(' ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {doubtful.length > 0 && (
        <section className="mb-4">
          <h3 className="font-strong text-warning">
            {t('cells.doubtful', { count: doubtful.length })}
          </h3>
          <ul className="mt-1 grid max-h-36 gap-1 overflow-auto">
            {doubtful.slice(0, shownRows).map(({ contact, attribute, value, warnings }) => (
              <li key={`${contact.id} ${attribute.key}`} className="wrap-anywhere">
                {nameOf(contact)} · {labelOf(attribute.key)}: {text(value)}{' '}
                <span className="text-warning">{warnings.map(words).join(' ')}</span>
              </li>
            ))}
          </ul>
          <label className="mt-2 flex items-center gap-2">
            <Checkbox
              checked={isAllWritten}
              onChange={({ target }) => setAllWritten(target.checked)}
            />
            {t('cells.keepDoubtful')}
          </label>
        </section>
      )}
      {values.length > 0 && (
        <table className="w-full table-fixed">
          <thead>
            <tr className="border-b border-line text-start text-meta text-quiet">
              <th className="w-3/10 py-1 pr-3 text-start font-medium">{t('cells.contact')}</th>
              <th className="w-2/10 py-1 pr-3 text-start font-medium">{t('cells.value')}</th>
              <th className="py-1 pr-3 text-start font-medium">{t('cells.before')}</th>
              <th className="py-1 text-start font-medium">{t('cells.after')}</th>
            </tr>
          </thead>
          <tbody>
            {values.slice(0, shownRows).map(({ contact, attribute, before, value }) => (
              <tr key={`${contact.id} ${attribute.key}`} className="border-b border-line align-top">
                <td className="py-1 pr-3 wrap-anywhere">{nameOf(contact)}</td>
                <td className="py-1 pr-3 text-quiet wrap-anywhere">{labelOf(attribute.key)}</td>
                <td className="py-1 pr-3 text-quiet wrap-anywhere">{text(before)}</td>
                <td className="py-1 wrap-anywhere">{text(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {values.length > shownRows && (
        <p className="mt-2 text-quiet">{t('cells.more', { count: values.length - shownRows })}</p>
      )}
      {problem !== undefined && (
        <p role="alert" className="mt-3 text-danger">
          {problem}
        </p>
      )}
      <div className="sticky -bottom-4 -mx-5 mt-4 -mb-4 flex flex-wrap gap-2 border-t border-line bg-surface px-5 py-3">
        {values.length > 0 && (
          <Button look="primary" aria-disabled={isSending} onClick={() => onWrite(isAllWritten)}>
            {t('cells.write', { count: values.length })}
          </Button>
        )}
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </TitledModal>
  )
}
