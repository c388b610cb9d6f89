import type { Source } from '#contract/api/sources.ts'

/** Where a bot's people may have contacts; none for a source whose contacts belong to no bot. */
export const matchTargets = ({ capabilities }: Source, sources: Source[]): Source[] =>
  capabilities.bots.length === 0
    ? []
    : sources.filter(
        ({ capabilities: can }) => can.search && can.writes?.create && can.bots.length === 0,
      )
