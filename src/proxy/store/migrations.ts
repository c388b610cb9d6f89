import { createSourceTokens } from './migrations/0001-source-tokens.ts'
import { createSourceGates } from './migrations/0002-source-gates.ts'
import { createJobs } from './migrations/0003-jobs.ts'
import { renameStoredTerms } from './migrations/0004-standard-terms.ts'
import { addInlineWrites } from './migrations/0005-inline-writes.ts'
import { createMirrorChoices } from './migrations/0006-mirror-choices.ts'
import { createMirrorRequests } from './migrations/0007-mirror-requests.ts'
import { createPeople } from './migrations/0008-people.ts'
import { createAudit } from './migrations/0009-audit.ts'
import { createViews } from './migrations/0010-views.ts'
import { addJobQueries } from './migrations/0011-job-queries.ts'
import { createApiKeys } from './migrations/0012-api-keys.ts'
import { createExports } from './migrations/0013-exports.ts'
import { createExportFiles } from './migrations/0014-export-files.ts'
import { createRefusedKeys } from './migrations/0015-refused-keys.ts'
import type { Migrating } from './migration-database.ts'
import type { Store } from './state-store.ts'

type Migration = {
  name: string
  up: (db: Migrating, dialect: Store['dialect']) => Promise<void>
}

/** In the order in which they run; the name of a released migration never changes. */
export const migrations: Migration[] = [
  { name: '0001-source-tokens', up: createSourceTokens },
  { name: '0002-source-gates', up: createSourceGates },
  { name: '0003-jobs', up: createJobs },
  { name: '0004-standard-terms', up: renameStoredTerms },
  { name: '0005-inline-writes', up: addInlineWrites },
  { name: '0006-mirror-choices', up: createMirrorChoices },
  { name: '0007-mirror-requests', up: createMirrorRequests },
  { name: '0008-people', up: createPeople },
  { name: '0009-audit', up: createAudit },
  { name: '0010-views', up: createViews },
  { name: '0011-job-queries', up: addJobQueries },
  { name: '0012-api-keys', up: createApiKeys },
  { name: '0013-exports', up: createExports },
  { name: '0014-export-files', up: createExportFiles },
  { name: '0015-refused-keys', up: createRefusedKeys },
]
