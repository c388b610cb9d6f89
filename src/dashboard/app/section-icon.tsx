import {
  ChartColumn,
  ListChecks,
  MessagesSquare,
  UserRoundSearch,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { SectionName } from './source-sections.ts'

export const sectionIcons: Record<SectionName, LucideIcon> = {
  overview: ChartColumn,
  contacts: Users,
  chats: MessagesSquare,
  'bot-contacts': UserRoundSearch,
  jobs: ListChecks,
}

export function SectionIcon({ name }: { name: SectionName }) {
  const Icon = sectionIcons[name]
  return <Icon aria-hidden className="size-4" />
}
