import { Component, createContext, lazy, useState, type ComponentType, type ReactNode } from 'react'
import { loadModule } from './load-module.ts'

export type PartFailureProps = {
  error: unknown
  onRetry: () => void
  /** Set for a dialog or panel. */
  onClose: (() => void) | undefined
}

/** Renders a replacement for a part that could not be loaded or rendered. */
export const PartFailureContext = createContext<ComponentType<PartFailureProps>>(() => null)

/** The replacement of a part whose absence is no problem worth reporting. */
export const Nothing = () => null

/**
 * A component that is loaded when it is first rendered and suspends meanwhile, unless `load` has been
 * called and is done: it is then rendered at once. A failure does not affect other parts, and the next
 * attempt loads it again.
 */
export function lazyPart<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) {
  let loaded: ComponentType<Props> | undefined
  const read = async () => (loaded = (await loadModule(load))[name])
  const build = () => lazy<ComponentType<Props>>(async () => ({ default: await read() }))
  let current = build()
  function LazyPart(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props>>(() => loaded ?? current)
    const close: unknown = 'onClose' in props ? props.onClose : undefined
    return (
      <PartBoundary
        onFail={() => (current = build())}
        onRetry={() => setPart(() => current)}
        onClose={typeof close === 'function' ? () => void close() : undefined}
      >
        <Part {...props} />
      </PartBoundary>
    )
  }
  return Object.assign(LazyPart, { load: read })
}

type BoundaryProps = {
  onFail: () => void
  onRetry: () => void
  onClose: (() => void) | undefined
  children: ReactNode
}

class PartBoundary extends Component<BoundaryProps, { failed: { error: unknown } | undefined }> {
  static override contextType = PartFailureContext
  declare context: ComponentType<PartFailureProps>
  override state: { failed: { error: unknown } | undefined } = { failed: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } }
  }

  override componentDidCatch() {
    this.props.onFail()
  }

  override render() {
    const { failed } = this.state
    if (!failed) return this.props.children
    const Failure = this.context
    const retry = () => {
      this.props.onRetry()
      this.setState({ failed: undefined })
    }
    return <Failure error={failed.error} onRetry={retry} onClose={this.props.onClose} />
  }
}
