import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const proxyPort = process.env['PORT'] ?? '8080'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: `http://127.0.0.1:${proxyPort}` } },
  },
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'servers',
          environment: 'node',
          // Servers keep no state outside what they are built with: files may share a thread.
          pool: 'threads',
          isolate: false,
          include: ['src/{contract,proxy,mock,testing}/**/*.test.ts'],
          exclude: ['**/*.process.test.ts'],
        },
      },
      {
        // Programs started and killed, a real Postgres, the compiler: too slow for every save.
        extends: true,
        test: {
          name: 'processes',
          environment: 'node',
          include: ['src/**/*.process.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          environment: 'jsdom',
          pool: 'threads',
          setupFiles: ['src/testing/setup-dom.ts'],
          include: ['src/dashboard/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
