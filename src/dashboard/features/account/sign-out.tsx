import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { hasUnsaved } from '#dashboard/lib/person-storage.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'
import { Note } from '#dashboard/ui/note.tsx'

export type SignOutProps = {
  /** Whether people sign in at a provider here, which then signs out as well. */
  hasProvider: boolean
  onSignOut: (hasProvider: boolean) => void
  isSigningOut: boolean
  signOutError: Error | null
}

/** Signs out of this browser, which keeps nothing of the person: drafts are asked about before. */
export function SignOut({ hasProvider, onSignOut, isSigningOut, signOutError }: SignOutProps) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const [isAsked, setIsAsked] = useState(false)
  return (
    <>
      <Button
        aria-disabled={isSigningOut}
        onClick={() => (hasUnsaved() ? setIsAsked(true) : onSignOut(hasProvider))}
      >
        {t('account.signOut')}
      </Button>
      {signOutError && (
        <div className="basis-full">
          <Note tone="warning">{messageFor(signOutError).text}</Note>
        </div>
      )}
      {isAsked && (
        <Dialog
          title={t('account.unsavedTitle')}
          text={t('account.unsavedText')}
          onCancel={() => setIsAsked(false)}
        >
          <Button onClick={() => setIsAsked(false)}>{t('account.stay')}</Button>
          <Button
            look="primary"
            onClick={() => {
              setIsAsked(false)
              onSignOut(hasProvider)
            }}
          >
            {t('account.signOutAnyway')}
          </Button>
        </Dialog>
      )}
    </>
  )
}
