const box =
  'w-full min-w-0 rounded border border-strong bg-surface px-2.5 placeholder:text-quiet [&[readonly]]:bg-sunken aria-invalid:border-danger aria-invalid:outline-danger disabled:bg-sunken disabled:text-quiet'

/** How every control of a form looks; one place, so that their edges and baselines meet. */
export const controlLook = {
  line: `${box} h-control`,
  lines: `${box} min-h-20 py-1.5`,
  /** As wide as what is chosen in it, up to the form's own width. */
  select: `${box} h-control pr-2`,
}
