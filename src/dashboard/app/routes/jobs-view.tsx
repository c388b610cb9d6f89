import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTitle } from '#dashboard/app/use-title.ts'
import {
  jobSearch,
  jobsSearch,
  type JobLinks,
  type JobSearch,
} from '#dashboard/features/jobs/job-links.ts'
import { JobPage } from '#dashboard/features/jobs/job-page.tsx'
import { JobsPage } from '#dashboard/features/jobs/jobs-page.tsx'

const jobsRoute = getRouteApi('/$source/jobs')
const jobRoute = getRouteApi('/$source/jobs/$job')
const sourceRoute = getRouteApi('/$source')

const linkLook = 'rounded text-accent underline-offset-2 hover:underline'

const linksOf = (source: string): JobLinks => ({
  job: (id, words) => (
    <Link
      to="/$source/jobs/$job"
      params={{ source, job: id }}

      className={linkLook}
    >
      {words}
    </Link>
  ),
  contact: (id, words) => (
    <Link
      to="/$source/contacts/$id"
      params={{ source, id: String(id) }}
      search={{ open: '' }}
      className={linkLook}
    >
      {words}
    </Link>
  ),
})

const pageText = (page: number) => (page === 1 ? undefined : page)
const toSearch = ({ page, outcome, panel }: JobSearch) => ({ page: pageText(page), outcome, panel })

/** The component side of the list of jobs. */
export function JobsRoute() {
  const source = sourceRoute.useLoaderData()
  const { page } = jobsSearch.parse(jobsRoute.useSearch())
  const navigate = jobsRoute.useNavigate()
  const { t } = useTranslation('jobs')
  useTitle(`${t('title')} · ${source.title}`)
  return (
    <JobsPage
      key={source.id}
      source={source}
      page={page}
      onPage={(next) => void navigate({ search: { page: pageText(next) } })}
      renderJobLink={linksOf(source.id).job}
    />
  )
}

/** And of one of them. */
export function JobRoute() {
  const source = sourceRoute.useLoaderData()
  const { job: id } = jobRoute.useParams()
  const search = jobSearch.parse(jobRoute.useSearch())
  const navigate = jobRoute.useNavigate()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  return (
    <JobPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      search={search}
      onTitle={setTitle}
      onSearchChange={(change) =>
        void navigate({ search: toSearch({ ...search, ...change }), resetScroll: false })
      }
      onOpenJob={(job) =>
        void navigate({
          to: '/$source/jobs/$job',
          params: { source: source.id, job },
        })
      }
      renderBack={(words) => (
        <Link
          to="/$source/jobs"
          params={{ source: source.id }}

          className="-ml-1.5 inline-flex h-control items-center gap-1.5 rounded px-1.5 text-quiet hover:text-ink"
        >
          {words}
        </Link>
      )}
      renderRowsLink={(outcome, words) => (
        <Link
          to="/$source/jobs/$job"
          params={{ source: source.id, job: id }}
          search={toSearch({ ...search, page: 1, outcome })}
          resetScroll={false}
          aria-current={outcome === search.outcome || undefined}
          className="inline-flex h-control items-center gap-1.5 rounded px-2.5 hover:bg-sunken"
        >
          {words}
        </Link>
      )}
      links={linksOf(source.id)}
    />
  )
}
