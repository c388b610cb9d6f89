import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { buildQueryClient } from './app/query-client.ts'
import { buildRouter } from './app/router.tsx'
import { preferredLanguage, startI18n } from './lib/i18n.ts'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

declare global {
  /**
   * Of `public/theme.js`, in a browser that has not asked before: what the person has set in others
   * is stored then, half a second later at the latest. It is asked for while the scripts are loaded.
   */
  var storedPreferences: Promise<void> | undefined
}

/**
 * Not awaited by this module: parts loaded later import from the same file, and would wait for it to end
 * while it waits for them.
 */
async function start(element: HTMLElement): Promise<void> {
  await globalThis.storedPreferences
  const i18n = await startI18n(preferredLanguage())
  const router = buildRouter({ queryClient: buildQueryClient(), i18n })
  createRoot(element).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )

  // The page cannot be translated before it is rendered.
  const { tolerateForeignNodes } = await import('./lib/foreign-nodes.ts')
  tolerateForeignNodes(window)
}

void start(root)
