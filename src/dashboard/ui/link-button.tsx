import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { buttonLooks, type ButtonLook } from './button.tsx'

/** A link of the router that looks like a button. */
export const LinkButton = createLink(
  ({ look = 'plain', className = '', ...props }: ComponentProps<'a'> & { look?: ButtonLook }) => (
    <a {...props} className={`button ${buttonLooks[look]} ${className}`}>
      {props.children}
    </a>
  ),
)

/** A link of the router within text. */
export const TextLink = createLink((props: ComponentProps<'a'>) => (
  <a {...props} className="link wrap-anywhere">
    {props.children}
  </a>
))

/** A link to the parent page, at the top of a page. */
export const BackLink = createLink((props: ComponentProps<'a'>) => (
  <a {...props} className="link-button">
    {props.children}
  </a>
))
