import { builtDashboard } from '#testing/built-dashboards.ts'

/** Runs once for all workers, which use the builds. */
async function buildDashboards() {
  await builtDashboard('production')
  await builtDashboard('demo')
}

export default buildDashboards
