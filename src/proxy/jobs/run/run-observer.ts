/** Whether to stop, and a way to wait that ends when it is time to look again. */
export type RunControl = {
  isOver: () => boolean
  wait: (ms: number) => Promise<void>
  /** Whether waits for the source are to end now; true once each time somebody says so. */
  mustResume: () => boolean
}
