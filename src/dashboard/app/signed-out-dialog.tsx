import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { SignInWays } from '#dashboard/features/sign-in/sign-in-ways.tsx'
import { beUnsure, watchPerson } from '#dashboard/lib/person-storage.ts'
import { Modal } from '#dashboard/ui/modal.tsx'
import { useLeaving } from './leaving.ts'

/**
 * Over the page when the session has ended while it was open: what was typed stays. Whoever signs in
 * as somebody else gets a page of their own.
 */
export function SignedOutDialog() {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const router = useRouter()
  const session = useQuery(sessionQueries.current()).data
  const [isClosed, setIsClosed] = useState(false)
  const [last, setLast] = useState<string>()
  const id = session?.user?.id
  if (id !== undefined && id !== last) setLast(id)
  const via = session?.via
  useEffect(() => {
    if (via === 'reverseProxy') beUnsure('always')
    else if (via === 'nobody') beUnsure('once')
  }, [via])
  const leave = useLeaving()
  useEffect(() => watchPerson(() => void leave(() => window.location.reload())), [leave])
  useEffect(() => {
    const notice = () => {
      setIsClosed(false)
      void client.invalidateQueries({ queryKey: sessionQueries.current().queryKey, exact: true })
    }
    window.addEventListener('unauthenticated', notice)
    return () => window.removeEventListener('unauthenticated', notice)
  }, [client])
  // Also where it ended before it was known whose it was: the frame is shown to who is signed in only.
  if (!session || session.user !== null || isClosed) return null
  const enter = async () => {
    const now = await client.query({ ...sessionQueries.current(), staleTime: 0 })
    if (now.user?.id !== last) return window.location.reload()
    await client.invalidateQueries()
    await router.invalidate()
  }
  return (
    <Modal
      title={t('signIn.again')}
      closeLabel={t('users.close')}
      onClose={() => setIsClosed(true)}
    >
      <div className="grid gap-4">
        <p className="text-quiet">{t('signIn.againText')}</p>
        <SignInWays
          ways={session.signIn}
          returnTo={router.history.location.href}
          onSignedIn={() => void enter()}
        />
      </div>
    </Modal>
  )
}
