import { DemoMenu } from '#dashboard/features/demo/demo-menu.tsx'

const unsaved = ['kartoteka.draft.', 'kartoteka.grid.']

/** The demo menu; excluded from production builds. */
export function DemoMount() {
  return <DemoMenu onStartedOver={leaveAll} onRoleChanged={() => window.location.reload()} />
}

/** A full reload drops all state of the former contacts: lists, selection, undo. */
function leaveAll() {
  for (const key of Object.keys(localStorage))
    if (unsaved.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key)
  window.location.assign('/')
}
