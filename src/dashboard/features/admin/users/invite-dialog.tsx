import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod/mini'
import type { userWithLink } from '#contract/api/registered-users.ts'
import { everySource, type Role } from '#contract/api/roles.ts'
import { email as emailSchema } from '#contract/api/sign-in.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { RoleSelect } from './role-select.tsx'
import { userWrites, useUserChange } from './user-queries.ts'

type Props = {
  /** Nobody is registered yet: somebody has to be an admin. */
  isFirst: boolean
  onInvited: (made: z.infer<typeof userWithLink>) => void
  onClose: () => void
}

/** Adds a person and makes the link by which they set a password. */
export function InviteDialog({ isFirst, onInvited, onClose }: Props) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const id = useId()
  const email = useRef<HTMLInputElement>(null)
  const name = useRef<HTMLInputElement>(null)
  const [role, setRole] = useState<Role>(isFirst ? 'admin' : 'support')
  const [isNoEmail, setIsNoEmail] = useState(false)
  const invite = useUserChange(userWrites.invite, onInvited)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = emailSchema.safeParse(email.current?.value ?? '')
    setIsNoEmail(!typed.success)
    if (!typed.success) return email.current?.focus()
    if (invite.isPending) return
    invite.mutate({
      email: typed.data,
      name: name.current?.value.trim() ?? '',
      roles: [{ source: everySource, role }],
    })
  }
  const isTaken =
    invite.error instanceof ApiError &&
    invite.error.fields?.some((field) => field.name === 'email') === true
  const errors = isNoEmail ? [t('users.emailIssue')] : isTaken ? [t('users.taken')] : []
  return (
    <Modal title={t('users.inviteTitle')} closeLabel={t('users.cancel')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-3">
        <LabelledInput
          ref={email}
          label={t('users.email')}
          errors={errors}
          type="email"
          autoComplete="off"
          maxLength={254}
        />
        <LabelledInput ref={name} label={t('users.name')} autoComplete="off" maxLength={200} />
        <RoleSelect<never>
          id={`${id}-role`}
          label={t('users.role')}
          value={role}
          {...(isFirst && { offered: ['admin'] as const })}
          onChange={setRole}
        />
        {invite.error && !isTaken && <Note tone="warning">{messageFor(invite.error).text}</Note>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('users.cancel')}</Button>
          <Button type="submit" look="primary" aria-disabled={invite.isPending}>
            {t('users.sendInvite')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
