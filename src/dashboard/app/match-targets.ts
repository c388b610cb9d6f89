import type { Source } from '#contract/api/sources.ts'

/** The sources in which bot contacts may have matching contacts; none for a source without bots. */
export const matchTargets = ({ capabilities }: Source, sources: Source[]): Source[] =>
  capabilities.bots.length === 0
    ? []
    : sources.filter(
        ({ capabilities: can }) => can.search && can.writes?.create && can.bots.length === 0,
      )
