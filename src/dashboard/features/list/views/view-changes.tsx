import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnsaved } from '#dashboard/domain/view-actions.ts'
import type { ViewSaving } from './view-saving.ts'
import { lastSeen, type ViewState } from './view-state.ts'

type Props = {
  state: ViewState
  saving: ViewSaving
  address: string
  adding: { onOpen: () => void }
  onOpen: (search: string, id?: string) => void
  /** Why the last action was not carried out. */
  problem: string | undefined
}

/** Beside the tabs: how the list differs from its view, and what can be done about it. */
export function ViewChanges({ state, saving, address, adding, onOpen, problem }: Props) {
  const { t } = useTranslation(['tools', 'translation'])
  if (problem !== undefined)
    return (
      <Line isAlert text={problem}>
        {state.is === 'view' && state.isChanged && (
          <Action text={t('views.changed.retry')} onClick={() => save(state)} />
        )}
      </Line>
    )
  function save({ view, isNewer }: Extract<ViewState, { is: 'view' }>) {
    // Based on what was seen, so that a newer one is shown before it is replaced.
    const version = isNewer ? (lastSeen.of(view.id)?.version ?? view.version) : view.version
    void saving.change({ ...view, version }, { search: address }, 'updated')
  }
  switch (state.is) {
    case 'none':
      if (!state.isFiltered) return null
      return (
        <Line text="">
          <Action text={t('views.saveAs')} onClick={adding.onOpen} />
        </Line>
      )
    case 'gone':
      return (
        <Line
          text={
            state.name === undefined ? t('views.gone') : t('views.goneNamed', { name: state.name })
          }
        >
          <Action text={t('views.saveAs')} onClick={adding.onOpen} />
        </Line>
      )
    case 'view': {
      const { view, isChanged, isNewer } = state
      if (!isChanged || isUnsaved(view)) return null
      return (
        <Line
          text={
            isNewer ? t('views.newer', { name: view.changedBy }) : t('translation:views.changed')
          }
        >
          {view.mayEdit ? (
            <Action
              text={t(isNewer ? 'views.conflict.useMine' : 'views.save')}
              onClick={() => save(state)}
            />
          ) : (
            <Action text={t('views.saveAs')} onClick={adding.onOpen} />
          )}
          <Action
            text={t(isNewer ? 'views.showNewer' : 'views.revert')}
            onClick={() => onOpen(view.search, view.id)}
          />
        </Line>
      )
    }
  }
}

function Line(props: { text: string; isAlert?: boolean; children: ReactNode }) {
  const { text, isAlert = false, children } = props
  return (
    <div className="view-changes">
      <span
        role={isAlert ? 'alert' : 'status'}
        data-tip={text}
        className={`truncate empty:hidden ${isAlert ? 'text-danger' : 'text-quiet'}`}
      >
        {text}
      </span>
      {children}
    </div>
  )
}

const Action = ({ text, onClick }: { text: string; onClick: () => void }) => (
  <button type="button" className="view-action" onClick={onClick}>
    {text}
  </button>
)
