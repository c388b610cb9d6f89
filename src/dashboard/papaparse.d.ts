/**
 * The used part of papaparse. Its own types refer to Node's types, which would make them available
 * in all files of the dashboard.
 */
declare const Papa: {
  unparse: (
    rows: string[][],
    options: { delimiter: string; newline: string; escapeFormulae: RegExp },
  ) => string
}
export default Papa
