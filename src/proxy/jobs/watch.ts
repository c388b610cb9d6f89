/** Whether to stop, and a way to wait that ends when it is time to look again. */
export type Watch = { isOver: () => boolean; wait: (ms: number) => Promise<void> }
