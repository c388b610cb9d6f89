import { Link } from '@tanstack/react-router'
import { DemoMenu } from '#dashboard/features/demo/demo-menu.tsx'
import type { RenderPlace } from '#dashboard/features/demo/demo-situation.tsx'

const unsaved = ['kartoteka.draft.', 'kartoteka.grid.']

/** The menu of the demo with the ways of this app; no part of what is built for production. */
export function DemoMount() {
  return <DemoMenu renderPlace={renderPlace} onStartedOver={leaveAll} />
}

/** A page loaded anew knows nothing of the contacts of old: no lists, no choice, nothing to undo. */
function leaveAll() {
  for (const key of Object.keys(localStorage))
    if (unsaved.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key)
  window.location.assign('/')
}

const params = { source: 'main' }
const look = 'text-accent underline-offset-2 hover:underline'

const renderPlace: RenderPlace = (place, words, onClick) => {
  switch (place) {
    case 'contacts':
      return (
        <Link to="/$source/contacts" params={params} onClick={onClick} className={look}>
          {words}
        </Link>
      )
    case 'filtered':
      return (
        <Link
          to="/$source/contacts"
          params={params}
          search={{ responsible: '504142' }}
          onClick={onClick}
          className={look}
        >
          {words}
        </Link>
      )
    case 'twins':
      return (
        <Link
          to="/$source/contacts"
          params={params}
          search={{ search: 'vera.kovaleva@example.ru' }}
          onClick={onClick}
          className={look}
        >
          {words}
        </Link>
      )
    case 'chats':
      return (
        <Link
          to="/$source/chats"
          params={params}
          search={{ tab: 'lookUp' }}
          onClick={onClick}
          className={look}
        >
          {words}
        </Link>
      )
    case 'newContact':
      return (
        <Link to="/$source/contacts/new" params={params} onClick={onClick} className={look}>
          {words}
        </Link>
      )
  }
}
