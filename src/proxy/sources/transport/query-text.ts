/** A query string with encoded values; brackets in keys are not encoded. */
export function queryText(params: [key: string, value: string | number][]): string {
  return params.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}
