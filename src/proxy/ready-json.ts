/** The JSON of a value, where it is at hand and need not be made again. */
export const readyJson: unique symbol = Symbol('readyJson')

export type ReadyJson = { readonly [readyJson]: string }

export const isReadyJson = (value: unknown): value is ReadyJson =>
  typeof value === 'object' && value !== null && readyJson in value
