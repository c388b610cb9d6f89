import { closeSync, openSync, writeSync } from 'node:fs'
import { strToU8, Zip, ZipDeflate } from 'fflate'

const level = 4 // rows of a sheet repeat themselves: more takes longer and saves little
/**
 * The same content results in the same file. ZIP keeps the local time and no year before 1980; the
 * second day is in 1980 in every zone, also if the zone was another one when this module was loaded.
 */
const mtime = Date.UTC(1980, 0, 2)

/**
 * Writes a ZIP file member by member, for a thread of its own: it blocks. Of the member that is being
 * written only the last piece is in memory.
 */
export function createZip(path: string) {
  const file = openSync(path, 'w', 0o600)
  let position = 0
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    for (let done = 0; done < bytes.length;)
      done += writeSync(file, bytes, done, bytes.length - done, position + done)
    position += bytes.length
  })
  /** A member whose content is given piece by piece. */
  function begin(name: string) {
    const member = new ZipDeflate(name, { level })
    member.mtime = mtime
    zip.add(member)
    return {
      add: (text: string) => member.push(strToU8(text)),
      end: (text: string) => member.push(strToU8(text), true),
    }
  }
  return {
    bytes: () => position,
    begin,
    add: (name: string, text: string) => begin(name).end(text),
    /** Writes the directory; returns the size of the file. */
    end(): number {
      zip.end()
      closeSync(file)
      return position
    },
    abort: () => closeSync(file),
  }
}
