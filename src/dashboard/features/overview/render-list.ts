import type { ReactNode } from 'react'
import type { FilterTexts } from '#dashboard/domain/contact-filters.ts'

/** A link to the list, narrowed to those who were counted; `label` says more than its words to the ear. */
export type RenderList = (filters: FilterTexts, words: ReactNode, label?: string) => ReactNode
