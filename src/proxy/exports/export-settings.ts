/** Times in milliseconds. */
export type ExportSettings = {
  /** How many this process runs at once; the others wait. */
  parallel: number
  /** After so long without a word, the process that runs an export has ended. */
  lease: number
  /** Between two looks for exports that nobody runs. */
  poll: number
  /** Between two notes of how far one is. */
  noteInterval: number
  /** Before a read is repeated that failed for a reason that passes. */
  retryWaits: number[]
  /** Of a file, while it is made. */
  maxBytes: number
  /** What has to be left on the disk. */
  minFree: number
}

const megabyte = 1024 * 1024

export const defaultExportSettings: ExportSettings = {
  parallel: 2,
  lease: 30_000,
  poll: 10_000,
  noteInterval: 500,
  retryWaits: [2000, 10_000, 30_000, 60_000, 120_000],
  maxBytes: 1024 * megabyte,
  minFree: 100 * megabyte,
}
