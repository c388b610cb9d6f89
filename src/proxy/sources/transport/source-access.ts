/** Provides a source's access token: a fixed one, or one that is renewed. */
export type Access = {
  /** The current token; renewed in advance if it is about to expire. */
  current: () => Promise<string>
  /**
   * A token other than `rejected`, which the source has just rejected with 401; undefined if none
   * can be obtained and a user has to connect the source again. Concurrent calls share one renewal.
   */
  renew: (rejected: string) => Promise<string | undefined>
}

/** A long-lived token, used until it is permanently rejected. */
export const fixedAccess = (token: string): Access => ({
  current: () => Promise.resolve(token),
  renew: () => Promise.resolve(undefined),
})
