import type { BuiltInKey } from './attribute.ts'

/** What a source reports and accepts for its contacts, according to its capabilities. */
export type AttributeSupport = {
  knows: Record<
    'updatedAt' | 'responsible' | 'company' | 'tags' | 'nextTask' | 'authors',
    boolean
  > & {
    /** Attributes that only some sources report, also in lists, and this one does. */
    more?: readonly BuiltInKey[] | undefined
  }
  sections: readonly ('leads' | 'customers' | 'catalogElements')[]
  writes: {
    edit: boolean
    nameParts: boolean
    tags: boolean
    links: readonly string[]
  } | null
}

export type Writes = NonNullable<AttributeSupport['writes']>
