import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readSort, type SortTerm } from '#contract/api/sort.ts'
import type { Source } from '#contract/api/sources.ts'
import type { Attribute, AttributeKey, BuiltInKey } from '#contract/model/attribute.ts'
import {
  canSortBy,
  printSort,
  reversed,
  startTerm,
  type SortSupport,
} from '#dashboard/domain/contacts-sort.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { directionKind } from './direction-kind.ts'

export type SortPanelProps = {
  source: Source
  sort: string | undefined
  onSort: (sort: string) => void
}

/** What the rows are sorted by: an attribute and its direction, or up to the source's `maxSorts`. */
export function SortPanel({ source, sort, onSort }: SortPanelProps) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const { capabilities } = source
  const fields = useQuery({
    ...directoryQueries.fields(source.id),
    enabled: capabilities.sortsFields,
  })
  const attributes = sourceAttributes(capabilities, fields.data?.items ?? [], null)
  return (
    <>
      <SortTerms
        can={capabilities}
        attributes={attributes.filter(({ key }) => canSortBy(key, capabilities))}
        terms={readSort(sort ?? '')}
        onChange={(terms) => onSort(printSort(terms))}
      />
      {capabilities.sortsFields && !fields.data && (
        <p className="pt-2 text-quiet">
          {fields.isError ? messageFor(fields.error).text : t('filters.loading')}
        </p>
      )}
    </>
  )
}

type TermsProps = {
  can: SortSupport
  /** By which the source sorts. */
  attributes: Attribute[]
  terms: SortTerm[]
  onChange: (terms: SortTerm[]) => void
}

export function SortTerms({ can, attributes, terms, onChange }: TermsProps) {
  const { t } = useTranslation(['translation', 'setup'])
  const box = useRef<HTMLDivElement>(null)
  const isSeveral = can.maxSorts > 1
  // The control that removed or added an attribute may have gone with the focus.
  useEffect(() => {
    if (document.activeElement === document.body)
      box.current?.querySelector<HTMLElement>('[role=combobox]')?.focus()
  }, [terms.length])
  const optionsFor = (own?: AttributeKey) =>
    attributes
      .filter(({ key }) => key === own || terms.every(({ field }) => field !== key))
      .map(({ key, label }) => ({
        value: key,
        text: label ?? t(`attributes.${key as BuiltInKey}`), // no label: ours
      }))
  const replace = (term: SortTerm, ...by: SortTerm[]) =>
    onChange(terms.flatMap((other) => (other === term ? by : [other])))
  return (
    <div ref={box} className="grid w-96 max-w-full gap-2 max-sm:w-auto">
      <ol aria-label={t('sorting.title')} className="grid gap-2">
        {terms.map((term, index) => {
          const kind = directionKind(attributes.find(({ key }) => key === term.field)?.kind)
          const position = index + 1
          return (
            <li key={term.field} className="flex items-center gap-2">
              {isSeveral && (
                <span aria-hidden className="w-3 text-quiet tabular-nums">
                  {position}
                </span>
              )}
              <SelectBox
                label={t('sorting.by', { position })}
                value={term.field}
                placeholder={term.field}
                options={optionsFor(term.field)}
                onChange={(field) => replace(term, startTerm(field))}
              />
              <SelectBox
                label={t('sorting.direction', { position })}
                value={term.direction}
                options={(['ascending', 'descending'] as const).map((value) => ({
                  value,
                  text: t(`sorting.${kind}.${value}`),
                }))}
                onChange={() => replace(term, reversed(term))}
              />
              {isSeveral && terms.length > 1 && (
                <IconButton
                  label={t('sorting.remove', { position })}
                  icon={<X aria-hidden />}
                  onClick={() => replace(term)}
                />
              )}
            </li>
          )
        })}
      </ol>
      {terms.length < can.maxSorts && (
        <div className={isSeveral && terms.length > 0 ? 'ps-5' : ''}>
          <SelectBox
            label={t('sorting.add')}
            value=""
            placeholder={t('sorting.add')}
            options={[{ value: '' as const, text: '' }, ...optionsFor()].slice(1)}
            onChange={(field) => field && onChange([...terms, startTerm(field)])}
          />
        </div>
      )}
      {isSeveral && <p className="ps-5 text-meta text-quiet max-sm:hidden">{t('sorting.hint')}</p>}
    </div>
  )
}
