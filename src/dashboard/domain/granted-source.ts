import type { Right } from '#contract/api/rights.ts'
import type { Source } from '#contract/api/sources.ts'

/** Whether one may do something at a source. The proxy enforces it; what one may not do is not offered. */
export const mayAt = ({ rights }: Pick<Source, 'rights'>, right: Right): boolean =>
  rights?.includes(right) ?? true

/** The source with the capabilities that one's role leaves of it. */
export function grantedSource(source: Source): Source {
  const { capabilities } = source
  return {
    ...source,
    capabilities: {
      ...capabilities,
      writes: mayAt(source, 'edit') ? capabilities.writes : null,
      status: mayAt(source, 'statuses') ? capabilities.status : null,
      companies: capabilities.companies && {
        ...capabilities.companies,
        create: capabilities.companies.create && mayAt(source, 'companies'),
      },
    },
  }
}
