import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, ViewChange } from '#contract/api/views.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { runViewAction, showView } from '#dashboard/domain/view-actions.ts'
import { isNotStoring, presentOf, type ViewAction } from '#dashboard/domain/view-requests.ts'
import { keepLocally, takeOver } from '#dashboard/domain/view-takeover.ts'

/** The result of the last action. */
export type ViewMessage =
  | { is: 'saved' | 'updated' | 'shared' | 'unshared' | 'savedLocally'; name: string }
  | { is: 'renamed' | 'restored' | 'taken' | 'moved'; name: string }
  | { is: 'exists'; present: SavedView }
  | { is: 'failed' | 'takeoverFailed'; error: unknown }
  | { is: 'takenOver'; count: number }
  | { is: 'removedLocally'; name: string }
  | { is: 'copied' | 'copyFailed' }

/** An action that was not carried out, because the view is not as it was seen. */
export type ViewConflictState = {
  action: Exclude<ViewAction, { is: 'create' }>
  present: SavedView
}

type Changes = Omit<ViewChange, 'version'>
type Done = 'updated' | 'shared' | 'unshared' | 'renamed'

export type ViewSaving = ReturnType<typeof useViewSaving>

/** What is done to the views of a source, and how it ended. */
export function useViewSaving(source: string) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const { t: common } = useTranslation()
  const client = useQueryClient()
  const messageFor = useProblemMessages()
  const [message, setMessage] = useState<ViewMessage>()
  const [conflict, setConflict] = useState<ViewConflictState>()
  /** A request without an answer is repeated with its key. */
  const unanswered = useRef<{ content: string; key: string }>(undefined)

  /** The view as it is stored then; undefined if it was not carried out, which is told. */
  async function run(
    action: ViewAction,
    done: (view: SavedView) => ViewMessage | undefined,
  ): Promise<SavedView | undefined> {
    setMessage(undefined)
    try {
      const view = await runViewAction(client, source, action)
      setConflict(undefined)
      setMessage(done(view))
      return view
    } catch (error) {
      const present = presentOf(error)
      if (present && action.is !== 'create' && present.id === action.view.id) {
        showView(client, source, present)
        setConflict({ action, present })
      } else setMessage(present ? { is: 'taken', name: present.name } : { is: 'failed', error })
      return undefined
    }
  }

  return {
    message,
    conflict,
    closeConflict: () => setConflict(undefined),
    run,
    change: (view: SavedView, change: Changes, done: Done) =>
      run({ is: 'change', view, change }, ({ name }) => ({ is: done, name })),

    /** Resolves to what is wrong with the name, if anything is. */
    async rename(view: SavedView, typed: string): Promise<string | undefined> {
      const name = typed.trim()
      if (name === '' || name === view.name) return undefined
      setMessage(undefined)
      const action: ViewAction = { is: 'change', view, change: { name } }
      try {
        await runViewAction(client, source, action)
        setMessage({ is: 'renamed', name })
        return undefined
      } catch (error) {
        const present = presentOf(error)
        if (!present) return messageFor(error).text
        if (present.id !== view.id) return t('taken', { name })
        showView(client, source, present)
        setConflict({ action, present })
        return undefined
      }
    },

    /** Resolves to the view; it stays in this browser if the proxy does not store it now. */
    async create(asked: { name: string; search: string; isShared: boolean }) {
      const content = JSON.stringify(asked)
      const key =
        unanswered.current?.content === content ? unanswered.current.key : crypto.randomUUID()
      unanswered.current = { content, key }
      setMessage(undefined)
      try {
        const view = { key, ...asked }
        const saved = await runViewAction(client, source, { is: 'create', view })
        setMessage({ is: 'saved', name: saved.name })
        return { is: 'saved' as const, view: saved }
      } catch (error) {
        const present = presentOf(error)
        const isLocal =
          isNotStoring(error) &&
          keepLocally(source, { name: asked.name, address: asked.search, key })
        if (present) setMessage({ is: 'exists', present })
        else if (isLocal) setMessage({ is: 'savedLocally', name: asked.name })
        else setMessage({ is: 'failed', error })
        return isLocal ? { is: 'local' as const } : undefined
      }
    },

    /** Two views change places. */
    async swap(view: SavedView, other: SavedView): Promise<void> {
      const place = ({ position }: SavedView) => ({ position })
      const isMoved = await run({ is: 'change', view, change: place(other) }, () => undefined)
      if (isMoved)
        await run({ is: 'change', view: other, change: place(view) }, () => ({
          is: 'moved',
          name: view.name,
        }))
    },

    /** With an undo over the page, also after the panel is closed. Resolves to whether it was removed. */
    async remove(view: SavedView): Promise<boolean> {
      const removed = await run({ is: 'remove', view }, () => undefined)
      if (!removed) return false
      const { name } = view
      const undo = () =>
        runViewAction(client, source, { is: 'restore', view: removed }).then(
          (restored) => showMessage({ id: 'view', text: t('restored', { name: restored.name }) }),
          (error: unknown) => {
            const reason = messageFor(error).text
            showMessage({ id: 'view', text: t('notRestored', { name, reason }) })
          },
        )
      showMessage({
        id: 'view',
        text: t('deleted', { name }),
        action: { text: t('undo'), run: () => void undo() },
      })
      return true
    },

    async takeOver(): Promise<void> {
      setMessage(undefined)
      try {
        setMessage({ is: 'takenOver', count: await takeOver(client, source) })
      } catch (error) {
        setMessage({ is: 'takeoverFailed', error })
      }
    },

    reportRemoved: (name: string) => setMessage({ is: 'removedLocally', name }),

    async copyLink(href: string): Promise<void> {
      try {
        await navigator.clipboard.writeText(new URL(href, location.href).href)
        setMessage({ is: 'copied' })
      } catch {
        setMessage({ is: 'copyFailed' })
      }
    },

    /** The message in the user's language. */
    textOf(shown: ViewMessage): string {
      switch (shown.is) {
        case 'saved':
        case 'updated':
        case 'shared':
        case 'unshared':
        case 'savedLocally':
        case 'renamed':
        case 'moved':
        case 'restored':
        case 'taken':
          return t(shown.is, { name: shown.name })
        case 'exists':
          return t('exists', { name: shown.present.name })
        case 'failed':
          return t('notDone', { reason: messageFor(shown.error).text })
        case 'takeoverFailed':
          return t('takeover.failed', { reason: messageFor(shown.error).text })
        case 'takenOver':
          return t('takeover.done', { count: shown.count })
        case 'removedLocally':
          return t('takeover.removed', { name: shown.name })
        case 'copied':
          return t('copied')
        case 'copyFailed':
          return common('contacts.copyFailed')
      }
    },
  }
}
