import { useRouter } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AddressParts } from '#dashboard/domain/address-search.ts'
import { parseSearch, stringifySearch } from '#dashboard/domain/search-text.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

const maxShown = 200 // characters of a parameter: enough to recognize it

type Props = {
  parts: AddressParts | object
  /** Those of the parts that the proxy has rejected; all, if it was not asked. */
  rejected?: readonly { name: string }[]
}

/** Shown instead of a page: the parts of its URL that are invalid, and a link without them. */
export function AddressProblem({ parts: given, rejected }: Props) {
  const names = rejected?.map(({ name }) => name.split('.')[0])
  const parts = Object.fromEntries(
    Object.entries(given).flatMap(([name, values]: [string, unknown]) =>
      values !== undefined && (names === undefined || names.includes(name))
        ? [[name, [values].flat().map(String)]]
        : [],
    ),
  )
  const { t } = useTranslation(['translation', 'setup'])
  const router = useRouter()
  const texts = Object.entries(parts).flatMap(([name, values]) =>
    values.map((value) => `${name}=${value}`),
  )
  const dropParts = () => {
    const { pathname, searchStr } = router.state.location
    const rest = Object.entries(parseSearch(searchStr)).filter(
      ([name]) => !Object.hasOwn(parts, name),
    )
    router.history.replace(pathname + stringifySearch(Object.fromEntries(rest)))
  }
  return (
    <StatePanel
      tone="alert"
      icon={<Unlink />}
      title={t('address.title')}
      text={t('address.text')}
      action={
        <div className="grid justify-items-center gap-4">
          <ul aria-label={t('address.parts')} translate="no" className="grid gap-1">
            {texts.map((text) => (
              <li key={text}>
                <code className="break-all rounded bg-sunken px-1.5 py-0.5">
                  {text.length > maxShown ? `${text.slice(0, maxShown)}…` : text}
                </code>
              </li>
            ))}
          </ul>
          <Button look="primary" onClick={dropParts}>
            {t('address.without')}
          </Button>
        </div>
      }
    />
  )
}
