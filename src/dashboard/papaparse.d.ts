/**
 * What we use of papaparse. Its own types name Node's, and with them every file of the dashboard
 * could: this room knows no Node.
 */
declare const Papa: {
  unparse: (
    rows: string[][],
    options: { delimiter: string; newline: string; escapeFormulae: RegExp },
  ) => string
}
export default Papa
