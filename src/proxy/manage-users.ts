import { readFileSync } from 'node:fs'
import { readConfig } from './config.ts'
import { userCommand } from './user-command.ts'

/**
 * `npm run user -- …`: registers people and mends their accounts from the machine, also beside a proxy that
 * is running: it reads who may do what for each request.
 */
try {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  await userCommand(process.argv.slice(2), { config, write: console.log })
} catch (error) {
  // Only the message, because a cause may quote secrets.
  console.error(error instanceof Error ? error.message : 'Unexpected error.')
  process.exit(1)
}
