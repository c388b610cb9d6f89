import type { Plugin } from 'vite'

/**
 * `vite build --mode demo` is written beside the production build: only it contains the demo menu,
 * which depends on `import.meta.env.MODE`.
 */
export function demoBuild(): Plugin {
  return {
    name: 'demo-build',
    config: (_config, { mode }) =>
      mode === 'demo' ? { build: { outDir: 'dist-demo' } } : undefined,
  }
}
