import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const home = join(import.meta.dirname, '../..')

export type Chromium = {
  path: string
  /** Where it was found, for the output. */
  from: string
  /** Environment variables it needs in addition. */
  env: Record<string, string>
}

/** The configured browser, an installed one, or the one in an npm package. */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<Chromium> {
  const configured = env['CHROMIUM_PATH']
  if (configured) {
    if (!existsSync(configured)) throw new Error(`CHROMIUM_PATH: no file ${configured}`)
    return { path: configured, from: 'CHROMIUM_PATH', env: {} }
  }
  const installed = installedIn(env['PATH'] ?? '')
  if (installed) return { path: installed, from: 'installed on this machine', env: {} }
  return unpackedChromium()
}

/**
 * The browser for end-to-end tests: the configured one, else the one in an npm package, which has no
 * parts that draw windows of its own and therefore takes a third less time, and is the same on every
 * machine. It runs on Linux only.
 */
export async function findTestBrowser(env: NodeJS.ProcessEnv): Promise<Chromium> {
  const isPackaged = process.platform === 'linux' && process.arch === 'x64'
  return env['CHROMIUM_PATH'] || !isPackaged ? findChromium(env) : unpackedChromium()
}

function installedIn(path: string): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  return path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file))
}

/**
 * Unpacks the browser of @sparticuz/chromium once, into a temporary folder that is then moved,
 * because the package treats an incomplete file as complete.
 */
async function unpackedChromium(): Promise<Chromium> {
  const cache = join(home, 'node_modules/.cache')
  const folder = join(cache, 'chromium')
  if (!existsSync(join(folder, 'ready'))) {
    mkdirSync(cache, { recursive: true })
    const temporaryFolder = mkdtempSync(join(cache, 'chromium-'))
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
      env: { ...process.env, TMPDIR: temporaryFolder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    })
    writeFileSync(join(temporaryFolder, 'fonts.conf'), fontSettings(join(folder, 'fonts'), cache))
    writeFileSync(join(temporaryFolder, 'ready'), '')
    moveIntoPlace(temporaryFolder, folder)
  }
  return {
    path: join(folder, 'chromium'),
    from: 'the npm package @sparticuz/chromium',
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

function moveIntoPlace(temporaryFolder: string, folder: string) {
  try {
    renameSync(temporaryFolder, folder)
  } catch (error) {
    // Another run was faster; its folder is equivalent.
    rmSync(temporaryFolder, { recursive: true, force: true })
    if (!existsSync(join(folder, 'ready'))) throw error
  }
}

const fontSettings = (fonts: string, cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${cache}/fontconfig</cachedir></fontconfig>
`

/**
 * Sandboxing requires permissions that containers rarely have; the other flags prevent background
 * activity.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
