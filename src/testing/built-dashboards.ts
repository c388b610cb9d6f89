import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isBuilt } from '#dashboard-build'

const home = join(import.meta.dirname, '../..')

/**
 * The folder with the production or demo dashboard, built first if its sources have changed: in a
 * process of its own, because tests set `NODE_ENV`, which would select the development React.
 */
export async function builtDashboard(mode: 'production' | 'demo'): Promise<string> {
  if (!isBuilt(mode)) {
    const program = join(home, 'node_modules/.bin/vite')
    const { NODE_ENV: _, ...env } = process.env
    await promisify(execFile)(program, ['build', '--mode', mode, '--logLevel=warn'], {
      cwd: home,
      env,
    })
  }
  return join(home, mode === 'demo' ? 'dist-demo' : 'dist')
}
