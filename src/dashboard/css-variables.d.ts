import 'react'

declare module 'react' {
  // Custom properties of our own style sheet.
  interface CSSProperties {
    '--tracks'?: string
    '--min-width'?: string
    '--grid-columns'?: string
  }
}
