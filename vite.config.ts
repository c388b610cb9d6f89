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
          include: ['src/{contract,proxy,mock,testing}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          environment: 'jsdom',
          setupFiles: ['src/testing/setup-dom.ts'],
          include: ['src/dashboard/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
