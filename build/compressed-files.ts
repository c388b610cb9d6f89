import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Text formats; the formats of images and fonts are already compressed. */
const compressible = /\.(js|css|html|svg|json)$/

/** Maximum quality: a file is compressed once per build and sent many times. */
const encoders = {
  '.br': (content: Buffer) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  '.gz': (content: Buffer) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
}

/** Writes brotli and gzip files beside the built ones; the proxy sends these. */
export function compressedFiles(): Plugin {
  return {
    name: 'compressed-files',
    apply: 'build',
    writeBundle: {
      order: 'pre', // before the size check of the first view
      sequential: true,
      async handler({ dir }) {
        if (dir) await compressFolder(dir)
      },
    },
  }
}

/**
 * Writes a `.br` and a `.gz` file beside every text file in the folder and its subfolders, unless
 * it would not be smaller than the file. The same content results in the same bytes.
 */
export async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
  await Promise.all(files.map(compressFile))
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file)
  for (const [extension, encode] of Object.entries(encoders)) {
    const encoded = await encode(content)
    if (encoded.length < content.length) await writeFile(file + extension, encoded)
  }
}
