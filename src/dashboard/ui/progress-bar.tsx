type Props = {
  label: string
  done: number
  total: number
  /** How far it is, in words. */
  text: string
  isWaiting?: boolean
}

/** How far something has come; the words beside it are up to whoever shows it. */
export function ProgressBar({ label, done, total, text, isWaiting = false }: Props) {
  const share = total === 0 ? 0 : (done / total) * 100
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={text}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full transition-[width] duration-150 ${isWaiting ? 'bg-warning' : 'bg-accent'}`}
        style={{ width: `${share}%` }}
      />
    </div>
  )
}
