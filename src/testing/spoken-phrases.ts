import { waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { expect } from 'vitest'
import { renderControl } from './render-control.tsx'
import { virtual } from '@guidepup/virtual-screen-reader'

/**
 * What a screen reader says from the start of the page, or of a part of it, to its end, or of a
 * dialog, where it starts over; `stopSpeaking` afterwards.
 */
export async function spokenPhrases(container: HTMLElement = document.body): Promise<string[]> {
  await virtual.start({ container })
  const [role] = (await virtual.lastSpokenPhrase()).split(',')
  const ends = container === document.body ? 'document|dialog|alertdialog' : role
  const isEnd = (phrase: string) => new RegExp(`^end of (${ends})`).test(phrase)
  while (!isEnd(await virtual.lastSpokenPhrase())) await virtual.next()
  const phrases = await virtual.spokenPhraseLog()
  return phrases.filter((phrase) => !/^(end of|document$)/.test(phrase))
}

export const stopSpeaking = () => virtual.stop()

/** What is said of a control that has just been rendered. */
export async function spokenBy(control: ReactElement): Promise<string[]> {
  await renderControl(control)
  // What is announced is added to a region that is there before.
  await waitFor(() => expect(document.querySelector('[role=status]:empty')).toBeNull())
  return spokenPhrases()
}
