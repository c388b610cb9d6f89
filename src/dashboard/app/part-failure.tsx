import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beforeReload, LoadError } from '#dashboard/lib/load-module.ts'
import { Button } from '#dashboard/ui/button.tsx'
import type { PartFailureProps } from '#dashboard/lib/lazy-part.tsx'
import { useLayer } from '#dashboard/ui/layers.ts'

/**
 * Shown instead of a part that failed, or below the page for a dialog. The rest of the page remains
 * usable.
 */
export function PartFailure({ error, onRetry, onClose }: PartFailureProps) {
  const { t } = useTranslation()
  const text = useFailureText(error)
  const isOverlay = onClose !== undefined
  const retry = () => {
    const needsReload = error instanceof LoadError && error.isRemembered
    if (needsReload && !isUnsaved()) window.location.reload()
    else onRetry()
  }
  useLayer(isOverlay, () => onClose?.())
  return (
    <div
      ref={isOverlay ? focusFirst : undefined}
      role="alert"
      className={
        isOverlay
          ? 'fixed inset-x-4 bottom-4 z-30 max-sm:bottom-16 mx-auto max-w-120 rounded-float border border-line bg-surface p-4 shadow-lg'
          : 'p-2'
      }
    >
      <p className="mb-2">{text}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={retry}>{t('problem.tryAgain')}</Button>
        <Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>
        {onClose && <Button onClick={onClose}>{t('problem.close')}</Button>}
      </div>
    </div>
  )
}

const focusFirst = (box: HTMLDivElement | null) => box?.querySelector('button')?.focus()

/** The text for an error other than `ApiError`; reloads the page if that solves the problem. */
function useFailureText(error: unknown): string {
  const { t } = useTranslation()
  const [cause, setCause] = useState<'offline' | 'updated'>()
  const isOfLoading = error instanceof LoadError
  useEffect(() => {
    if (!isOfLoading) return
    let isGone = false
    void whyNotLoaded().then((found) => {
      if (isGone) return
      setCause(found)
      if (found === 'updated' && !isUnsaved()) window.location.reload()
    })
    return () => {
      isGone = true
    }
  }, [isOfLoading])
  return cause === 'offline' ? t('problem.codes.offline') : t(`problem.${cause ?? 'partFailed'}`)
}

/** Whether the server is reachable, and whether it serves another version than this page. */
async function whyNotLoaded() {
  const script = document.querySelector('script[type=module][src]')?.getAttribute('src')
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } })
    const page = await response.text()
    return response.ok && script && !page.includes(script) ? 'updated' : undefined
  } catch {
    return 'offline'
  }
}

/**
 * Whether a reload would lose a selection, text in an input, or data for which the browser asks for
 * confirmation.
 */
function isUnsaved(): boolean {
  const isHeld = ['beforeunload', beforeReload].some(
    (name) => !window.dispatchEvent(new Event(name, { cancelable: true })),
  )
  const boxes = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input:not([type=search], [type=checkbox], [type=radio])',
  )
  return isHeld || [...boxes].some(({ value }) => value !== '')
}
