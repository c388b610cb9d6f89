import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'

/**
 * Copies a folder by links to the same files, which takes a second instead of ten; the copy's files
 * must not be written, only replaced or deleted. Hidden entries of the folder are omitted.
 */
export function copyLinked(from: string, to: string): void {
  for (const name of readdirSync(from))
    if (!name.startsWith('.') || name === '.bin') copyEntry(join(from, name), join(to, name))
}

function copyEntry(from: string, to: string): void {
  const entry = lstatSync(from)
  if (entry.isDirectory()) {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) copyEntry(join(from, name), join(to, name))
  } else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
  else linkOrCopy(from, to)
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    // the temporary folder may be on another disk
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    copyFileSync(from, to)
  }
}
