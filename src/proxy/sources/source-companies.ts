import type { CompanyCreateResult, CompanyDetail, CompanyList } from '#contract/api/companies.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'

/** Whose companies are meant; omitted: those of all users. */
type OfUsers = { responsible?: readonly number[] }

/** Companies of a source as things of their own. */
export type SourceCompanies = {
  /** Companies that have the words, in their name or elsewhere, the most similar first. */
  find: (search: string, call: Call, of?: OfUsers) => Promise<CompanyList>
  /** Undefined if it does not exist or the source hides it. */
  get: (id: number, call: Call) => Promise<CompanyDetail | undefined>
  /**
   * Creates a company unless others of this name exist that are not `shown`. A write without a
   * response is looked up; if that does not tell either, it rejects with `mayHaveHappened` set.
   */
  create: (
    name: string,
    shown: readonly number[],
    call: Call,
    of?: OfUsers,
  ) => Promise<CompanyCreateResult>
}
