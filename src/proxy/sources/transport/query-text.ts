/** A query string whose keys keep their brackets and whose values are encoded. */
export function queryText(params: [key: string, value: string | number][]): string {
  return params.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}
