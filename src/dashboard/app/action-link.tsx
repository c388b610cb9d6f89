import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** The one thing a page is for, as a link that looks like its main button. */
export const ActionLink = createLink((props: ComponentProps<'a'>) => (
  <a
    {...props}
    className="inline-flex h-control items-center gap-1.5 rounded bg-accent px-3 whitespace-nowrap text-accent-ink hover:brightness-95"
  >
    {props.children}
  </a>
))
