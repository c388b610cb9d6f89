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

/** What failed, what to do, and a retry button. */
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
