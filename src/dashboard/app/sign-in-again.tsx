import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { SignInWays } from '#dashboard/features/sign-in/sign-in-ways.tsx'

/** The ways in for somebody who is signed in, and returns to this page from the provider. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const ways = useQuery(sessionQueries.current()).data?.signIn
  const { href } = useRouter().history.location
  return ways && <SignInWays ways={ways} returnTo={href} isAgain onSignedIn={onSignedIn} />
}
