import { useQueryClient } from '@tanstack/react-query'
import { Navigate, useLocation, useRouter } from '@tanstack/react-router'
import { signInProblem } from '#contract/api/sign-in-problem.ts'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '#dashboard/app/shell-settings.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { LinkScreen } from '#dashboard/features/sign-in/link-screen.tsx'
import { SignInScreen } from '#dashboard/features/sign-in/sign-in-screen.tsx'
import { beUnsure, claimForWhoeverIsHere } from '#dashboard/lib/person-storage.ts'

/** Shown at any address while nobody is signed in, which stays as it is. */
export function SignInView() {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const router = useRouter()
  const { pathname, search, hash, href } = useLocation()
  useTitle(t('signIn.title'))
  // Whoever returns from the provider may be somebody else.
  useEffect(() => beUnsure('once'), [])
  const enter = async (to: string) => {
    if (await claimForWhoeverIsHere()) window.location.assign(to)
    else await goTo(to)
  }
  const goTo = async (to: string) => {
    // What was read belongs to whoever was there before, or to nobody.
    client.clear()
    if (to !== href) await router.navigate({ href: to, replace: true })
    await router.invalidate()
  }
  if (pathname === '/link')
    return (
      <LinkScreen
        secret={hash}
        onSignedIn={() => void enter('/')}
        onLeave={() => void goTo('/sign-in')}
        languages={<LanguageSwitch />}
      />
    )
  const isOwnPage = pathname === '/sign-in'
  const returnTo = isOwnPage ? pathIn(search) : href
  const problem = isOwnPage && 'problem' in search ? search.problem : undefined
  return (
    <SignInScreen
      problem={signInProblem.options.find((name) => name === problem)}
      returnTo={returnTo}
      onSignedIn={() => void enter(returnTo)}
      languages={<LanguageSwitch />}
    />
  )
}

/** Whoever is signed in already has no need of the page for it. */
export const SignedInRoute = () => <Navigate to="/" replace />

/** A page of ours, and no other address. */
function pathIn(search: object): string {
  const to = 'to' in search ? search.to : undefined
  if (typeof to !== 'string') return '/'
  const base = 'http://page.invalid'
  const url = URL.parse(to, base)
  return url?.origin === base && to.startsWith('/') ? url.pathname + url.search + url.hash : '/'
}
