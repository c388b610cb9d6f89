/** `contacts-main-2026-11-20.csv`: whose they are and of which day. */
export function fileNameOf(source: string, date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `contacts-${source}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.csv`
}

/** Hands a file to the browser's own saving. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // the browser may still be reading
}
