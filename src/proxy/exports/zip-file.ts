import { closeSync, openSync, writeSync } from 'node:fs'
import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

const deflated = 8 // the method of compression in a ZIP file
const [local, central, end] = [0x04_03_4b_50, 0x02_01_4b_50, 0x06_05_4b_50]
const utf8Names = 0x08_00
const firstDay = 0x00_21 // 1 January 1980: a ZIP file knows no earlier day, and none matters here

/** A member of a ZIP file as it is stored. */
export type ZipMember = { name: string; crc: number; size: number; data: Buffer }

/** The members of a ZIP file that is at hand, which were all deflated. */
export function readZip(file: Buffer): ZipMember[] {
  const last = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const count = file.readUInt16LE(last + 10)
  let at = file.readUInt32LE(last + 16)
  return Array.from({ length: count }, () => {
    const [crc, length, size] = [16, 20, 24].map((field) => file.readUInt32LE(at + field))
    const [names, extra, comment] = [28, 30, 32].map((field) => file.readUInt16LE(at + field))
    const begin = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + (names ?? 0))
    const start = begin + 30 + file.readUInt16LE(begin + 26) + file.readUInt16LE(begin + 28)
    if (file.readUInt16LE(at + 10) !== deflated) throw new Error(`${name} is not deflated`)
    at += 46 + (names ?? 0) + (extra ?? 0) + (comment ?? 0)
    return {
      name,
      crc: crc ?? 0,
      size: size ?? 0,
      data: file.subarray(start, start + (length ?? 0)),
    }
  })
}

export const contentOf = ({ data }: ZipMember): string => inflateRawSync(data).toString()

/**
 * Writes a ZIP file member by member, for a thread of its own: it blocks. Of the member that is being
 * written only the last piece is in memory.
 */
export function createZip(path: string) {
  const file = openSync(path, 'w', 0o600)
  const written: { member: Omit<ZipMember, 'data'>; length: number; at: number }[] = []
  let position = 0

  function put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(file, bytes, done, bytes.length - done, position + done)
    position += bytes.length
  }
  const headerOf = ({ name, crc, size }: Omit<ZipMember, 'data'>, length: number) =>
    packed([
      [local, 4],
      [20, 2],
      [utf8Names, 2],
      [deflated, 2],
      [0, 2],
      [firstDay, 2],
      [crc, 4],
      [length, 4],
      [size, 4],
      [Buffer.byteLength(name), 2],
      [0, 2],
    ])

  return {
    bytes: () => position,
    add({ data, ...member }: ZipMember): void {
      const at = position
      put(headerOf(member, data.length))
      put(Buffer.from(member.name))
      put(data)
      written.push({ member, length: data.length, at })
    },
    /** A member whose content is given piece by piece. */
    begin(name: string) {
      const at = position
      let [crc, size] = [0, 0]
      const nothing = { name, crc: 0, size: 0 }
      put(headerOf(nothing, 0))
      put(Buffer.from(name))
      const start = position
      const add = (text: string, isLast: boolean) => {
        const content = Buffer.from(text)
        crc = crc32(content, crc)
        size += content.length
        // Pieces end at whole bytes, so that they can follow one another.
        const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
        put(deflateRawSync(content, { finishFlush, level: 4 }))
      }
      return {
        add: (text: string) => add(text, false),
        end(text: string) {
          add(text, true)
          const member = { name, crc, size }
          const length = position - start
          writeSync(file, headerOf(member, length), 0, undefined, at)
          written.push({ member, length, at })
        },
      }
    },
    /** Writes the directory; returns the size of the file. */
    end(): number {
      const start = position
      for (const { member, length, at } of written) {
        // Without the signature, it is what stands before the member.
        const same = headerOf(member, length).subarray(4)
        put(
          packed([
            [central, 4],
            [20, 2],
          ]),
        )
        put(same)
        put(
          packed([
            [0, 2],
            [0, 2],
            [0, 2],
            [0, 4],
            [at, 4],
          ]),
        )
        put(Buffer.from(member.name))
      }
      put(
        packed([
          [end, 4],
          [0, 2],
          [0, 2],
          [written.length, 2],
          [written.length, 2],
          [position - start, 4],
          [start, 4],
          [0, 2],
        ]),
      )
      closeSync(file)
      return position
    },
    abort: () => closeSync(file),
  }
}

function packed(fields: [value: number, bytes: number][]): Buffer {
  const size = fields.reduce((sum, [, bytes]) => sum + bytes, 0)
  const buffer = Buffer.alloc(size)
  let at = 0
  for (const [value, bytes] of fields) {
    buffer.writeUIntLE(value, at, bytes)
    at += bytes
  }
  return buffer
}
