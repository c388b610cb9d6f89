import { readFileSync, writeFileSync } from 'node:fs'
import { withRequestList } from './request-list.ts'

const page = 'docs/mock.md'
writeFileSync(page, withRequestList(readFileSync(page, 'utf8')))
