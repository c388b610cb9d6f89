type Props = {
  label: string
  done: number
  total: number
  text: string
  isWaiting?: boolean
}

/** A progress bar; the caller renders the text beside it. */
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
