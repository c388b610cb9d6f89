import { fireEvent, render, screen, within } from '@testing-library/react'
import { useState, type ComponentProps } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Combobox, MultiCombobox } from './combobox.tsx'

const tags = ['VIP', 'partner', 'press'].map((text) => ({ value: text, text }))

type Given = Partial<ComponentProps<typeof MultiCombobox>>

function Many({ selected: before = [], ...props }: Given) {
  const [selected, setSelected] = useState(before)
  return (
    <MultiCombobox
      label="Tags"
      placeholder="No tags"
      options={tags}
      canCreate
      {...props}
      selected={selected}
      onChange={setSelected}
    />
  )
}

const chips = () => {
  const list = screen.queryByRole('list', { name: 'Tags' })
  return list
    ? within(list)
        .getAllByRole('listitem')
        .map((chip) => chip.textContent)
    : []
}
const names = () => screen.queryAllByRole('option').map((option) => option.textContent)

async function open(element: React.ReactElement) {
  const { user } = await renderControl(element)
  const box = screen.getByRole('combobox')
  await user.click(box)
  await screen.findByRole('combobox', { name: 'Search' })
  return { user, box }
}

describe('several options', () => {
  it('are selected one after another in the open list, and become chips', async () => {
    const { user, box } = await open(<Many />)
    expect(screen.getByRole('listbox').getAttribute('aria-multiselectable')).toBe('true')
    await user.keyboard('par{Enter}')
    expect(chips()).toEqual(['partner'])
    expect(names()).toEqual(['VIP', 'partner', 'press'])
    await user.click(screen.getByRole('option', { name: 'VIP' }))
    expect(chips()).toEqual(['partner', 'VIP'])
    expect(box.textContent).toBe('2 selected')
    await user.click(screen.getByRole('option', { name: 'VIP', selected: true }))
    expect(chips()).toEqual(['partner'])
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(box)
  })

  it('lose the last one by Backspace, in the empty search and on the control', async () => {
    const { user } = await open(<Many selected={tags} />)
    await user.keyboard('x{Backspace}')
    expect(chips()).toEqual(['VIP', 'partner', 'press'])
    await user.keyboard('{Backspace}')
    expect(chips()).toEqual(['VIP', 'partner'])
    await user.keyboard('{Escape}{Backspace}')
    expect(chips()).toEqual(['VIP'])
  })

  it('are removed by their button and cleared, and the focus goes to the control', async () => {
    const { user } = await renderControl(<Many selected={tags} />)
    await user.click(screen.getByRole('button', { name: 'Remove: partner' }))
    expect(chips()).toEqual(['VIP', 'press'])
    expect(document.activeElement).toBe(screen.getByRole('combobox'))
    await user.click(screen.getByRole('button', { name: 'Clear: Tags' }))
    expect(chips()).toEqual([])
    expect(screen.getByRole('combobox').textContent).toBe('No tags')
  })

  it('include a new one by a text that no option has', async () => {
    const { user } = await open(<Many />)
    await user.keyboard('vip')
    expect(names()).toEqual(['VIP'])
    await user.keyboard(' gold')
    expect(names()).toEqual(['Create “vip gold”'])
    await user.keyboard('{Enter}')
    expect(chips()).toEqual(['vip gold'])
  })

  it('are separated by commas, typed or pasted, and none is created in other case', async () => {
    const { user } = await open(<Many />)
    await user.keyboard('gold,')
    expect(chips()).toEqual(['gold'])
    await user.paste(' PRESS, new ,, Gold,new,vip')
    expect(chips()).toEqual(['gold', 'press', 'new', 'VIP'])
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Search' }).value).toBe('')
    await user.keyboard('{Escape}')
    expect(chips()).toEqual(['gold', 'press', 'new', 'VIP'])
  })

  it.each([
    ['Tab', '{Tab}', ['gold']],
    ['Ctrl+Enter', '{Control>}{Enter}{/Control}', ['gold']],
    ['Escape, which drops it', '{Escape}', []],
  ])('are closed with what was typed by %s', async (_key, keys, expected) => {
    const { user } = await open(<Many />)
    await user.keyboard(`gold${keys}`)
    expect(chips()).toEqual(expected)
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('pass Ctrl+Enter on to the form around, which has what was typed', async () => {
    const saved: string[][] = []
    const { user } = await renderControl(<Many />)
    const save = ({ key, ctrlKey }: KeyboardEvent) => {
      if (key === 'Enter' && ctrlKey) saved.push(chips())
    }
    document.addEventListener('keydown', save)
    await user.click(screen.getByRole('combobox'))
    await screen.findByRole('combobox', { name: 'Search' })
    await user.keyboard('gold{Control>}{Enter}{/Control}')
    document.removeEventListener('keydown', save)
    expect(saved).toEqual([['gold']])
  })

  it('move nothing while a button is pressed, whose click has what was typed', async () => {
    const seen: string[][] = []
    const { user } = await open(
      <>
        <Many />
        <button type="button" onClick={() => seen.push(chips())}>
          Preview
        </button>
      </>,
    )
    await user.keyboard('gold')
    const target = screen.getByRole('button', { name: 'Preview' })
    await user.pointer({ keys: '[MouseLeft>]', target })
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(chips()).toEqual([])
    await user.pointer('[/MouseLeft]')
    expect(seen).toEqual([['gold']])
  })

  it('are not entered within a composition', async () => {
    const { user } = await open(<Many />)
    await user.keyboard('とう')
    const search = screen.getByRole<HTMLInputElement>('combobox', { name: 'Search' })
    fireEvent.keyDown(search, { key: 'Enter', isComposing: true })
    fireEvent.input(search, { target: { value: 'とう,' }, isComposing: true })
    expect(chips()).toEqual([])
    expect(search.value).toBe('とう,')
    await user.keyboard('{Enter}')
    expect(chips()).toEqual(['とう'])
  })
})

describe('the list', () => {
  it('shows groups and counts', async () => {
    const options = [
      { value: '1', text: 'Sales', group: 'Teams', detail: '12' },
      { value: '2', text: 'Ada', group: 'People' },
    ]
    await open(<Many options={options} />)
    const group = screen.getByRole('group', { name: 'Teams' })
    expect(within(group).getByRole('option', { name: 'Sales, 12' }).textContent).toBe('Sales12')
  })

  it('says that it loads, that nothing was found, and that it is empty', async () => {
    const { user } = await open(<Many options={[]} state="loading" />)
    expect(screen.getByRole('status').textContent).toBe('Loading…')
    await user.keyboard('{Escape}')
    const { rerender } = render(<Combobox {...single} options={[]} />)
    const company = screen.getByRole('combobox', { name: 'Company' })
    await user.click(company)
    expect((await screen.findByText('Nothing here yet')).getAttribute('role')).toBe('status')
    rerender(<Combobox {...single} />)
    await user.keyboard('zzz')
    expect(screen.getByRole('status').textContent).toBe('Nothing found')
  })

  it('says why it failed, and tries again', async () => {
    const onRetry = vi.fn<() => void>()
    const { user } = await open(
      <Many options={[]} state={{ problem: 'The source did not respond.', onRetry }} />,
    )
    expect(screen.getByRole('status').textContent).toBe('The source did not respond.')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('shows three hundred options, and how many more there are', async () => {
    const options = Array.from({ length: 1500 }, (_, id) => ({
      value: String(id),
      text: `P ${id}`,
    }))
    const { user } = await open(<Many options={options} />)
    expect(names()).toHaveLength(300)
    expect(screen.getByRole('status').textContent).toBe('1,200 more: refine the search')
    await user.keyboard('1499')
    expect(names()).toEqual(['P 1499', 'Create “1499”'])
  })

  it('leaves finding to the caller that asks a server', async () => {
    const onSearch = vi.fn<(text: string) => void>()
    const { user } = await open(<Many onSearch={onSearch} />)
    await user.keyboard('z')
    expect(onSearch).toHaveBeenLastCalledWith('z')
    expect(names()).toEqual(['VIP', 'partner', 'press', 'Create “z”'])
  })
})

const single = {
  label: 'Company',
  placeholder: 'No company',
  options: tags,
  selected: null,
  onChange: () => {},
} satisfies ComponentProps<typeof Combobox>

describe('one option', () => {
  it('is selected by typing and cleared by its button', async () => {
    const onChange = vi.fn<(option: { text: string } | null) => void>()
    const { user } = await open(<Combobox {...single} selected={tags[0]!} onChange={onChange} />)
    await user.keyboard('pre{Enter}')
    expect(onChange).toHaveBeenLastCalledWith(tags[2])
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Clear: Company' }))
    expect(onChange).toHaveBeenLastCalledWith(null)
  })

  it('is created by a text that no option has, once, and is found in other case', async () => {
    const onChange = vi.fn<(option: { text: string } | null) => void>()
    const { user, box } = await open(<Combobox {...single} canCreate onChange={onChange} />)
    await user.keyboard('a, b{Enter}')
    expect(onChange.mock.calls).toEqual([[{ value: 'a, b', text: 'a, b' }]])
    await user.click(box)
    await user.keyboard('vip{Tab}')
    expect(onChange.mock.calls.slice(1)).toEqual([[tags[0]]])
  })
})
