import type { SavedView } from '#contract/api/views.ts'

/** The view has changed since the version that a change is based on. */
export class ViewConflictError extends Error {
  override name = 'ViewConflictError'
  /** As it is now. */
  readonly present: SavedView
  constructor(present: SavedView) {
    const what = present.deletedAt === null ? 'changed' : 'deleted'
    super(`The view was ${what} meanwhile: its version is ${present.version}`)
    this.present = present
  }
}

/** Another view of the person, or another shared one, has the name. */
export class ViewNameTakenError extends Error {
  override name = 'ViewNameTakenError'
  readonly present: SavedView
  constructor(present: SavedView) {
    super(`Another view is called ${JSON.stringify(present.name)}`)
    this.present = present
  }
}

export class TooManyViewsError extends Error {
  override name = 'TooManyViewsError'
  constructor(max: number, isShared: boolean) {
    super(`There are ${max} ${isShared ? 'shared views of this source' : 'views'} already`)
  }
}

/** Sharing views, and changing shared ones, is a right of its own. */
export class ViewForbiddenError extends Error {
  override name = 'ViewForbiddenError'
  constructor() {
    super('Sharing views and changing shared ones is not allowed')
  }
}
