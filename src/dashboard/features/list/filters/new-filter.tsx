import { ConditionPicker } from './condition-picker.tsx'
import type { FilterProps } from './filter-bar.tsx'
import { FilterPicker } from './filter-picker.tsx'

/** Adds a condition, or a filter where the source has no conditions. */
export const NewFilter = ({ onDone, ...props }: FilterProps & { onDone: () => void }) =>
  props.source.capabilities.operators ? (
    <ConditionPicker {...props} onDone={onDone} />
  ) : (
    <FilterPicker {...props} onDone={onDone} />
  )
