import { X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { ModalFrame } from './modal.tsx'

type Props = {
  title: string
  closeLabel: string
  /** Called on Escape, on the close button, or on Back. */
  onClose: () => void
  children: ReactNode
}

/** A modal panel at the right edge; on phones a sheet at the bottom. */
export function Drawer({ title, closeLabel, onClose, children }: Props) {
  const titleId = useId()
  return (
    <ModalFrame
      labelledBy={titleId}
      onClose={onClose}
      className="drawer m-0 ml-auto h-dvh max-h-none w-[min(420px,100vw)] rounded-r-none! max-sm:mt-auto max-sm:h-auto max-sm:max-h-[85dvh] max-sm:w-full max-sm:max-w-none max-sm:rounded-r-float! max-sm:rounded-b-none!"
    >
      <div className="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
        <h2 id={titleId} className="min-w-0 text-lead font-strong wrap-anywhere">
          {title}
        </h2>
        <button
          type="button"
          aria-label={closeLabel}
          title={closeLabel}
          onClick={onClose}
          className="-mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-5 py-4">{children}</div>
    </ModalFrame>
  )
}
