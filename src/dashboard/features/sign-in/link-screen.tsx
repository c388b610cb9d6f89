import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { NewPasswordForm } from '#dashboard/fields/new-password-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { signInWrites } from './sign-in-writes.ts'

type Props = {
  /** The secret of the one-time link, from behind the `#` of the address. */
  secret: string
  onSignedIn: () => void
  onLeave: () => void
  languages: ReactNode
}

/** An invitation or a reset: sets a password and signs in. Looking at the link does not use it. */
export function LinkScreen({ secret, onSignedIn, onLeave, languages }: Props) {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const link = useQuery({
    queryKey: ['link', secret],
    queryFn: () => signInWrites.lookUp(secret),
    enabled: secret !== '',
    staleTime: 0,
    gcTime: 0, // the secret does not stay in memory
  })
  const use = useMutation({
    mutationFn: (password: string) => signInWrites.byLink({ link: secret, password }),
    onSuccess: onSignedIn,
    // It may have been used or have expired meanwhile.
    onError: () => void link.refetch(),
  })
  const facts = secret === '' ? { state: 'unknown' as const } : link.data
  const isGood = facts?.state === 'good'
  const isDead = facts !== undefined && !isGood
  const title = isGood
    ? t(`link.${link.data?.purpose ?? 'reset'}`)
    : t(isDead ? 'link.dead' : 'link.reset')
  const isWeak = use.error instanceof ApiError && use.error.code === 'invalid_input'
  return (
    <SignInFrame
      title={title}
      languages={languages}
      text={isGood ? t('link.text', { email: link.data?.email ?? '' }) : undefined}
    >
      {facts === undefined ? (
        link.isError ? (
          <FailurePanel
            {...messageFor(link.error)}
            retryLabel={common.t('problem.tryAgain')}
            onRetry={() => void link.refetch()}
          />
        ) : (
          <p role="status" className="after-a-moment text-quiet">
            {t('link.checking')}
          </p>
        )
      ) : isGood ? (
        <NewPasswordForm
          email={link.data?.email ?? ''}
          rejection={isWeak ? t('link.weak') : undefined}
          onSubmit={(password) => use.mutate(password)}
        >
          {use.error && !isWeak && <Note tone="warning">{messageFor(use.error).text}</Note>}
          <Button
            type="submit"
            look="primary"
            className="justify-center"
            aria-disabled={use.isPending}
          >
            {t('link.submit')}
          </Button>
        </NewPasswordForm>
      ) : (
        <>
          <Note tone="warning">
            {t(`link.states.${facts.state === 'good' ? 'unknown' : facts.state}`)}
          </Note>
          <Button onClick={onLeave} className="justify-center">
            {t('link.toSignIn')}
          </Button>
        </>
      )}
    </SignInFrame>
  )
}
