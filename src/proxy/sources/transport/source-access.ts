/** Where a source's access token comes from: a fixed one, or one that is renewed. */
export type Access = {
  /** The token to use now; renewed in advance where it is about to expire. */
  current: () => Promise<string>
  /**
   * A token other than `rejected`, which the source has just answered with 401; undefined where none
   * can be obtained and a person has to connect the source again. Concurrent calls share one renewal.
   */
  renew: (rejected: string) => Promise<string | undefined>
}

/** A long-lived token, used until it is rejected for good. */
export const fixedAccess = (token: string): Access => ({
  current: () => Promise.resolve(token),
  renew: () => Promise.resolve(undefined),
})
