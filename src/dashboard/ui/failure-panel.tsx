import { CloudOff } from 'lucide-react'
import { Button } from './button.tsx'
import { StatePanel } from './state-panel.tsx'

type Props = {
  title: string
  text: string
  footnote: string | undefined
  retryLabel: string
  onRetry: () => void
}

/** Something failed: what, what to do, and a way to try again. */
export function FailurePanel({ retryLabel, onRetry, ...panel }: Props) {
  return (
    <StatePanel
      tone="alert"
      icon={<CloudOff />}
      {...panel}
      action={
        <Button look="primary" onClick={onRetry}>
          {retryLabel}
        </Button>
      }
    />
  )
}
