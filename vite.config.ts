import tailwindcss from '@tailwindcss/vite'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { buildStamp } from '#dashboard-build'
import { compressedFiles } from './build/compressed-files.ts'
import { demoBuild } from './build/demo-build.ts'
import { fontLicence } from './build/font-licence.ts'
import { minifiedFirstView } from './build/minified-first-view.ts'
import { minifiedPublic } from './build/minified-public.ts'
import { noInfiniteQueries } from './build/no-infinite-queries.ts'
import { ownSearchTexts } from './build/own-search-texts.ts'
import { plainImports } from './build/plain-imports.ts'
import { firstViewBudget } from './build/first-view-budget.ts'

const proxyPort = process.env['PORT'] ?? '8080'

const libraries =
  'node_modules.(?!.*[mM]utationObserver|.*useMutation|.*queriesObserver|.*useQueries|.*useBlocker)(react|react-dom|scheduler|@tanstack|zod|i18next|react-i18next|use-sync-external-store)/|lucide-react/dist/esm/(create|Icon|shared|default|context|icons.(search|x|plus|columns-3|chevron-(left|right)|arrow-(up|down))[.])|src/dashboard/(app/use-title|domain/source-queries|features/contact/contact-search)'
const sharedFolders = 'src/(contract/api|dashboard/(domain|lib|ui))'

/**
 * Small parts of the first view that pages loaded later use as well: a file for each would be
 * larger.
 */
const sharedFiles =
  'src/dashboard/(app/(source-sections|tab-memory)|domain/directory-queries|features/list/contacts-selection[.])'

/** The page that opens first, without its parts loaded later. */
const firstPage =
  'src/dashboard/(main[.]|app/(failures|router|shell|shell-tools|routes/(contacts-(ahead|route)|lazy-routes|source-route))[.]|features/list/(contacts-(body|cells|columns|commands|count|footer|header|keys|page|paging|queries|rendering|row|skeleton|table|table-state|toolbar|tracks)|columns/columns-menu|filters/filter-bar)[.])'

/** Files of the shared folders that only parts loaded later use. */
const lazyParts = [
  'account|audit|companies|exports|keys|registered-users|roles|session|sign-in|facets|mirror|stored-preferences|views|talks|connection-state|proxy-events|where|suggestions|jobs|job-rows|job-undo|legacy-writes|linked|matches|overview|row-results|tags|writes|chats',
  'audit-|session-|person-storage|contacts-(full-scan|by-id|invalidation)|filter-changes|view-|relative-time|preference-|use-account|company-queries|use-company-choices|use-tag-list|job-|messenger-|mirror-|live-|later-texts|zoned-time|phone|day-(range|preset-names)|preset-filters|foreign-nodes|copied-text|density|theme|pasted-phones|source-attributes|unreadable-rows',
  'calendar|card|change-list|copy-line|combobox|control|date-|day-calendar|dialog|disclosure|drawer|facts|first-line|form-field|icon-button|focus-lost|inline-|key-caps|labelled-input|lines-box|menu|modal|number-input|options-|panel-resizer|place-below|note[.]|progress-bar|radio|range-calendar|search-box|side-panel|skeleton|steps|switch|table-box|tabs|toast|tooltip',
]

export default defineConfig({
  plugins: [
    react(),
    // Its texts of 32 other languages; the plugin has to come before all others.
    { ...optimizeLocales.vite({ locales: ['en-US', 'ru-RU'] }), enforce: 'pre' },
    tailwindcss(),
    demoBuild(),
    fontLicence(),
    minifiedFirstView(),
    minifiedPublic(),
    compressedFiles(),
    firstViewBudget({
      scriptKib: 150,
      styleKib: 90,
      // If a route becomes lazy and is part of the list, it has to be added here.
      loads: [['src/dashboard/locales/ru.ts', 'src/dashboard/locales/en.ts']],
    }),
    plainImports(),
    noInfiniteQueries(),
    ownSearchTexts(),
    buildStamp(),
  ],
  resolve: {
    // React includes it since version 18; libraries that support older versions add a copy.
    alias: [
      {
        find: 'use-sync-external-store/shim/with-selector',
        replacement: 'use-sync-external-store/with-selector',
      },
      { find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'react' },
    ],
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
    cssCodeSplit: false, // see plainImports
    // Parts loaded later name their own dependencies; a list of them in each importing file takes
    // 1.3 KiB.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    rolldownOptions: {
      // No property of ours or of a library does anything when it is read: 0.4 KiB of unused reads.
      treeshake: { propertyReadSideEffects: false },
      output: {
        // The first view names all other files, and hashes cannot be compressed: 28 bits tell the versions
        // of one file apart.
        hashCharacters: 'hex',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        codeSplitting: {
          // Modules shared by all pages are one file, because twenty small ones compress worse.
          groups: [
            {
              name: 'shared',
              test: new RegExp(
                `${libraries}|${sharedFiles}|${firstPage}|${sharedFolders}/(?!${lazyParts.join('|')})`,
              ),
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: `http://127.0.0.1:${proxyPort}` } },
  },
  test: {
    testTimeout: 60_000, // the machine may be busy; a hanging test still ends
    // The default of one second is too short where two cores are shared by all test files.
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['src/testing/setup-properties.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'servers',
          environment: 'node',
          // Tests of servers have no global state, so that files may share a thread.
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          include: ['{src/{contract,proxy,mock,testing},build}/**/*.test.ts'],
          exclude: ['**/*.process.test.ts'],
        },
      },
      {
        // Tests that start and kill programs, a real Postgres, or the compiler: too slow to run on
        // every save.
        extends: true,
        test: {
          name: 'processes',
          environment: 'node',
          include: ['{src,build}/**/*.process.test.ts'],
          globalSetup: ['src/testing/warm-cache.ts', 'src/testing/shared-postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They mostly wait for the programs they start.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          environment: 'node', // setup-jsdom.ts adds one jsdom for all files of a process
          pool: 'forks',
          // Each file cleans the page up (setup-dom.ts). Most of the time is waiting, so that
          // running more files at once than there are cores reduces the time to a third.
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          setupFiles: ['src/testing/setup-jsdom.ts', 'src/testing/setup-dom.ts'],
          include: ['src/dashboard/**/*.test.{ts,tsx}'],
          exclude: ['**/*.isolated.test.tsx'],
        },
      },
      {
        // Tests that replace modules, which others must not share.
        extends: true,
        test: {
          name: 'isolated',
          environment: 'jsdom',
          sequence: { groupOrder: 1 },
          maxWorkers: 3,
          setupFiles: ['src/testing/setup-dom.ts'],
          include: ['src/dashboard/**/*.isolated.test.tsx'],
        },
      },
    ],
  },
})
