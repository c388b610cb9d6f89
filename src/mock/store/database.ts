import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type Param = SQLInputValue

export type Database = {
  exec(text: string): void
  run(text: string, ...params: Param[]): { changes: number; lastId: number }
  all<Row>(text: string, ...params: Param[]): Row[]
  get<Row>(text: string, ...params: Param[]): Row | undefined
  iterate<Row>(text: string, ...params: Param[]): Iterable<Row>
  /** Runs `work` in a transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T
  /** Called after a rollback: caches built meanwhile are invalid. */
  onRollback(listener: () => void): void
  /** The whole database as the bytes of its file. */
  serialize(): Uint8Array
  close(): void
}

/** Caches prepared statements by their text; row types are asserted by the caller (the one cast is here). */
export function openDatabase(file: string, content?: Uint8Array): Database {
  const db = new DatabaseSync(file)
  if (content) db.deserialize(content)
  const statements = new Map<string, StatementSync>()
  const rollbackListeners: (() => void)[] = []
  let depth = 0

  const prepare = (text: string) => {
    const known = statements.get(text)
    if (known) return known
    if (statements.size > 2000) statements.clear() // filters make an unbounded number of texts
    const statement = db.prepare(text)
    statements.set(text, statement)
    return statement
  }

  return {
    exec: (text) => db.exec(text),
    run(text, ...params) {
      const result = prepare(text).run(...params)
      return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) }
    },
    all: <Row>(text: string, ...params: Param[]) => prepare(text).all(...params) as Row[],
    get: <Row>(text: string, ...params: Param[]) => prepare(text).get(...params) as Row | undefined,
    iterate: <Row>(text: string, ...params: Param[]) =>
      db.prepare(text).iterate(...params) as Iterable<Row>,
    transaction(work) {
      if (depth > 0) return work()
      db.exec('begin immediate')
      depth = 1
      try {
        const result = work()
        db.exec('commit')
        return result
      } catch (error) {
        db.exec('rollback')
        for (const listener of rollbackListeners) listener()
        throw error
      } finally {
        depth = 0
      }
    },
    onRollback: (listener) => void rollbackListeners.push(listener),
    serialize: () => db.serialize(),
    close: () => db.close(),
  }
}
