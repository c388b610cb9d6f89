import type { ReactNode } from 'react'

/** A link to a contact's page, drawn around its words: pages know neither router nor address. */
export type RenderContact = (id: number, words: ReactNode) => ReactNode
