import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { spokenBy, stopSpeaking } from '#testing/spoken-phrases.ts'
import { Disclosure } from './disclosure.tsx'
import { FailurePanel } from './failure-panel.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { Skeleton } from './skeleton.tsx'
import { StatePanel } from './state-panel.tsx'
import { Steps } from './steps.tsx'
import { TableBox } from './table-box.tsx'
import { Toasts } from './toast.tsx'

afterEach(stopSpeaking)

const ignore = () => {}

describe('a screen reader announces', () => {
  it.each<[string, () => ReactElement, string[]]>([
    [
      'a toast with its action',
      () => (
        <Toasts
          toasts={[{ id: 'a', text: 'Saved', action: { text: 'Undo', run: ignore } }]}
          label="Notifications"
          closeLabel="Close"
          onClose={ignore}
        />
      ),
      ['region, Notifications', 'status', 'Saved', 'button, Undo', 'button, Close'],
    ],
    [
      'how far something is',
      () => <ProgressBar label="Export" done={120} total={500} text="120 of 500" />,
      ['progressbar, Export, max value 500, min value 0, current value 120 of 500'],
    ],
    [
      'the steps of a page as a numbered list',
      () => <Steps texts={['Select a field', 'Preview']} />,
      [
        'list',
        'listitem, level 1, position 1, set size 2',
        'Select a field',
        'listitem, level 1, position 2, set size 2',
        'Preview',
      ],
    ],
    [
      'a section that is closed, with what it contains',
      () => (
        <Disclosure title="Leads" count="3" isOpen={false} onToggle={ignore}>
          Content
        </Disclosure>
      ),
      ['heading, Leads 3, level 3', 'button, Leads 3, 1 control, not expanded', 'Leads', '3'],
    ],
    [
      'a failure with what can be done',
      () => (
        <FailurePanel
          title="Not loaded"
          text="The source does not respond."
          footnote={undefined}
          retryLabel="Retry"
          onRetry={ignore}
        />
      ),
      [
        'alert',
        'heading, Not loaded, level 2',
        'paragraph',
        'The source does not respond.',
        'button, Retry',
      ],
    ],
    [
      'an empty region with what can be done',
      () => (
        <StatePanel
          tone="calm"
          icon={<svg />}
          title="No contacts"
          text="Nothing matches."
          action={<button type="button">Clear the search</button>}
        />
      ),
      [
        'heading, No contacts, level 2',
        'paragraph',
        'Nothing matches.',
        'button, Clear the search',
      ],
    ],
    [
      'what is being loaded, without its shapes',
      () => (
        <Skeleton label="Loading contacts">
          <div className="shimmer">.</div>
        </Skeleton>
      ),
      ['status, Loading contacts'],
    ],
    [
      'a table with its heads',
      () => (
        <TableBox label="Rows" columns={[{ name: 'Name' }, { name: 'Phone' }]}>
          <tr>
            <td>Ada</td>
            <td>+44</td>
          </tr>
        </TableBox>
      ),
      [
        'group, Rows',
        'table',
        'rowgroup',
        'row, Name Phone',
        'columnheader, Name',
        'columnheader, Phone',
        'rowgroup',
        'row, Ada +44',
        'cell, Ada',
        'cell, +44',
      ],
    ],
  ])('%s', async (_what, control, phrases) => {
    expect(await spokenBy(control())).toEqual(phrases)
  })
})
