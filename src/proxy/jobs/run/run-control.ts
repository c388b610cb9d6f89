/** Whether to stop, and a wait that ends early when there is something to check. */
export type RunControl = {
  isOver: () => boolean
  wait: (ms: number) => Promise<void>
  /** Whether waits for the source shall end now; true once per request to resume. */
  mustResume: () => boolean
}
