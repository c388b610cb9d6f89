import type { Plugin } from 'vite'

/**
 * `vite build --mode demo` lies beside what is built for production: it alone holds the menu of the
 * demo, which asks for `import.meta.env.MODE`.
 */
export function demoBuild(): Plugin {
  return {
    name: 'demo-build',
    config: (_config, { mode }) =>
      mode === 'demo' ? { build: { outDir: 'dist-demo' } } : undefined,
  }
}
