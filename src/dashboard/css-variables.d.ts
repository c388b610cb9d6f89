import 'react'

declare module 'react' {
  // Custom properties defined in the dashboard's style sheet.
  interface CSSProperties {
    '--tracks'?: string
    '--min-width'?: string
    '--grid-columns'?: string
  }
}
