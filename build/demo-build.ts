import type { Plugin } from 'vite'

/**
 * Writes `vite build --mode demo` to a folder beside the production build: only it contains the
 * demo menu, which depends on `import.meta.env.MODE`.
 */
export function demoBuild(): Plugin {
  return {
    name: 'demo-build',
    config: (_config, { mode }) =>
      mode === 'demo' ? { build: { outDir: 'dist-demo' } } : undefined,
  }
}
