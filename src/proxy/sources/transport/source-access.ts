/** Where a source's access token comes from: a fixed one, or one that is renewed. */
export type Access = {
  /** The token to show now; renewed beforehand where it is about to expire. */
  current: () => Promise<string>
  /**
   * A token other than `refused`, which the source has just answered with 401; undefined where there
   * is none to be had and a person has to connect the source again. Askers at once share one renewal.
   */
  renew: (rejected: string) => Promise<string | undefined>
}

/** A long-lived token is shown until it is refused for good. */
export const fixedAccess = (token: string): Access => ({
  current: () => Promise.resolve(token),
  renew: () => Promise.resolve(undefined),
})
