import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInProblem } from '#contract/api/sign-in-problem.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { SignInWays } from './sign-in-ways.tsx'

type Props = {
  /** Why signing in at the provider did not succeed. */
  problem: SignInProblem | undefined
  returnTo: string
  onSignedIn: () => void
  languages: ReactNode
}

/** Shown instead of any page while nobody is signed in; the address stays. */
export function SignInScreen({ problem, returnTo, onSignedIn, languages }: Props) {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const session = useQuery(sessionQueries.current())
  return (
    <SignInFrame title={t('signIn.title')} languages={languages}>
      {problem && <Note tone="warning">{t(`problems.${problem}`)}</Note>}
      {session.data ? (
        <SignInWays ways={session.data.signIn} returnTo={returnTo} onSignedIn={onSignedIn} />
      ) : (
        session.isError && (
          <FailurePanel
            {...messageFor(session.error)}
            retryLabel={common.t('problem.tryAgain')}
            onRetry={() => void session.refetch()}
          />
        )
      )}
    </SignInFrame>
  )
}
