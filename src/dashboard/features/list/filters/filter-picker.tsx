import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import type { FieldCondition, FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { useProblemWords } from '#dashboard/domain/problem-messages.ts'
import { FieldEditor, StandardEditor } from './filter-editor.tsx'
import { offersOf, type Offer, type StandardFilter } from './filter-options.ts'

type Props = {
  source: Source
  /** The filter to edit; without one, a list to choose from stands first. */
  only: Offer['key'] | undefined
  filters: FilterTexts
  conditions: FieldCondition[]
  onStandard: (name: StandardFilter, text: string | undefined) => void
  onCondition: (id: number, condition: FieldCondition | undefined) => void
}

/** Choose what to filter by, then say how. */
export function FilterPicker(props: Props) {
  const { source, only, filters, conditions, onStandard, onCondition } = props
  const { t } = useTranslation(['translation', 'setup'])
  const wordsFor = useProblemWords()
  const hasFields = source.capabilities.filters.includes('fields')
  const fields = useQuery({ ...directoryQueries.fields(source.id), enabled: hasFields })
  const [chosen, setChosen] = useState<Offer['key'] | undefined>(only)
  const offers = offersOf(source.capabilities, fields.data?.items ?? [])
  const offer = offers.find(({ key }) => key === chosen)
  const nameOf = (one: Offer): string =>
    one.name === 'fields' ? one.field.name : t(`filters.names.${one.name}`)

  if (!offer)
    return only ? (
      <p className="w-64 text-quiet">
        {fields.isError ? wordsFor(fields.error).text : t('filters.loading')}
      </p>
    ) : (
      <OfferList
        offers={offers}
        nameOf={nameOf}
        onChoose={setChosen}
        note={
          fields.isError
            ? wordsFor(fields.error).text
            : hasFields && !fields.data
              ? t('filters.loading')
              : undefined
        }
      />
    )
  return (
    <div className="w-72 max-sm:w-auto">
      <div className="mb-2 flex items-center gap-1">
        {!only && (
          <button
            type="button"
            aria-label={t('filters.back')}
            onClick={() => setChosen(undefined)}
            className="inline-flex size-7 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4" />
          </button>
        )}
        <h2 ref={takeLostFocus} tabIndex={-1} className="min-w-0 truncate font-strong outline-none">
          {nameOf(offer)}
        </h2>
      </div>
      {offer.name === 'fields' ? (
        <FieldEditor
          key={offer.key}
          field={offer.field}
          kind={offer.kind}
          condition={conditions.find(({ id }) => id === offer.field.id)}
          onApply={(condition) => onCondition(offer.field.id, condition)}
        />
      ) : (
        <StandardEditor
          key={offer.key}
          source={source}
          name={offer.name}
          text={filters[offer.name]}
          onApply={(text) => onStandard(offer.name, text)}
        />
      )}
    </div>
  )
}

function OfferList(props: {
  offers: Offer[]
  nameOf: (offer: Offer) => string
  onChoose: (key: Offer['key']) => void
  note: string | undefined
}) {
  const { offers, nameOf, onChoose, note } = props
  const { t } = useTranslation()
  const [wanted, setWanted] = useState('')
  const fitting = offers.filter((offer) =>
    nameOf(offer).toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const first = fitting[0]
  return (
    <div className="w-72 max-sm:w-auto">
      <input
        ref={takeLostFocus}
        type="text"
        aria-label={t('filters.find')}
        placeholder={t('filters.find')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onChoose(first.key)
        }}
        className="mb-2 h-control w-full rounded border border-strong bg-surface px-2.5 placeholder:text-quiet"
      />
      <ul aria-label={t('filters.title')}>
        {fitting.map((offer) => (
          <li key={offer.key}>
            <button
              type="button"
              onClick={() => onChoose(offer.key)}
              className="w-full truncate rounded px-2.5 py-1.5 text-start hover:bg-sunken"
            >
              {nameOf(offer)}
            </button>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && !note && <p className="px-2.5 text-quiet">{t('filters.none')}</p>}
      {note && <p className="px-2.5 pt-1 text-quiet">{note}</p>}
    </div>
  )
}

/** The list and the editor take each other's place, and the focus that goes down with the other. */
function takeLostFocus(element: HTMLElement | null): void {
  if (element && document.activeElement === document.body) element.focus()
}
