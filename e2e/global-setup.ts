import { build } from 'vite'
import { isBuilt } from '#dashboard-build'

/** Runs once for all workers, which use the builds in these folders. */
async function buildDashboards() {
  for (const mode of ['production', 'demo'] as const)
    if (!isBuilt(mode)) await build({ mode, logLevel: 'warn' })
}

export default buildDashboards
