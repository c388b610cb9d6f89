import { botRequests } from './bot-requests.ts'
import { curlOf, type DocumentedRequest } from './documented-request.ts'
import { additionalKeys, sampleRepairs } from './sample-repairs.ts'
import { v2Requests } from './v2-requests.ts'
import { v4Requests } from './v4-requests.ts'

const start = '<!-- The rest is written by `npm run docs:mock`. -->'

/** `docs/mock.md` with an updated list of requests. */
export function withRequestList(page: string): string {
  const end = page.indexOf(start)
  if (end < 0) throw new Error(`docs/mock.md lacks the line ${start}`)
  return `${page.slice(0, end)}${start}\n\n${requestList()}`
}

const chapters: [string, DocumentedRequest[]][] = [
  ['amoCRM API v4', v4Requests],
  ['amoCRM API v2', v2Requests],
  ['WatBot', botRequests],
]

const requestList = () =>
  [
    ...chapters.map(([name, requests]) =>
      [`### ${name}`, ...requests.map(requestText)].join('\n\n'),
    ),
    [
      '### Samples that are not valid JSON, or that no mock could answer',
      table(
        ['documents', 'sample', 'printed', 'read as'],
        sampleRepairs.map(({ documents, sample, printed, read }) => [
          documents,
          sample,
          printed,
          read,
        ]),
      ),
    ].join('\n\n'),
    [
      '### Keys beyond the printed ones',
      table(
        ['API', 'keys', 'from'],
        Object.entries(additionalKeys).flatMap(([api, rows]) =>
          rows.map(({ keys, origin }) => [
            `\`${api}\``,
            keys.map((key) => `\`${key}\``).join(', '),
            origin,
          ]),
        ),
      ),
    ].join('\n\n'),
  ].join('\n\n') + '\n'

function requestText(request: DocumentedRequest): string {
  const { document, title, status, answer, count, assigned = [] } = request
  const parts = [
    `${status}`,
    answer === undefined ? '' : 'the printed answer',
    request.first ? 'the printed items first' : '',
    count ? `${count.equals} items in \`${count.at}\`` : '',
    assigned.length > 0 ? `except ${assigned.map((path) => `\`${path}\``).join(', ')}` : '',
  ]
  const expected = parts.filter((part) => part !== '').join(', ')
  return `Seed ${document}: ${title} (${expected})\n\n\`\`\`sh\n${curlOf(request)}\n\`\`\``
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
