const box =
  'w-full min-w-0 rounded border border-strong bg-surface px-2.5 placeholder:text-quiet [&[readonly]]:bg-sunken aria-invalid:border-danger aria-invalid:outline-danger data-warned:border-warning [[data-warned]_&]:border-warning disabled:bg-sunken disabled:text-quiet'

/** The styles of form controls in one place, so that their edges and baselines align. */
export const controlLook = {
  line: `${box} h-control`,
  lines: `${box} min-h-20 py-1.5`,
}
