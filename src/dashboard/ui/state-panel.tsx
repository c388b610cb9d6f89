import type { ReactNode } from 'react'

type Props = {
  /** `alert` is announced immediately. */
  tone: 'calm' | 'alert'
  icon: ReactNode
  title: string
  text: string
  action?: ReactNode
  /** Small print for support. */
  footnote?: string | undefined
}

/** Shown in place of content: empty or failed, and what to do. */
export function StatePanel({ tone, icon, title, text, action, footnote }: Props) {
  return (
    <div role={tone === 'alert' ? 'alert' : undefined} className="state-panel">
      <span
        aria-hidden
        className={`state-icon ${
          tone === 'alert' ? 'bg-danger-tint text-danger' : 'bg-sunken text-quiet'
        }`}
      >
        {icon}
      </span>
      <h2 className="text-lead font-strong">{title}</h2>
      <p className="text-balance text-quiet">{text}</p>
      {action && <div className="mt-2">{action}</div>}
      {footnote && <p className="state-footnote">{footnote}</p>}
    </div>
  )
}
