import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressProblem } from '#dashboard/app/address-problem.tsx'
import { lastJobsPage } from '#dashboard/app/tab-memory.ts'
import { useTitle } from '#dashboard/app/use-title.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { jobLink, jobsLink } from '#dashboard/domain/links.ts'
import { jobSearch, jobsSearch } from '#dashboard/features/jobs/job-search.ts'
import { JobPage } from '#dashboard/features/jobs/job-page.tsx'
import { exportQueries } from '#dashboard/features/exports/export-queries.ts'
import { ExportsList } from '#dashboard/features/exports/exports-list.tsx'
import { JobsPage } from '#dashboard/features/jobs/jobs-page.tsx'

const jobsRoute = getRouteApi('/$source/jobs')
const jobRoute = getRouteApi('/$source/jobs/$job')
const sourceRoute = getRouteApi('/$source')

export function JobsRoute() {
  const source = sourceRoute.useLoaderData()
  const { page, notUnderstood } = readAddress(jobsSearch, jobsRoute.useSearch())
  const navigate = jobsRoute.useNavigate()
  const { t } = useTranslation('jobs')
  const exports = useQuery({ ...exportQueries.list(source.id), enabled: mayAt(source, 'export') })
  useTitle(`${t('title')} · ${source.title}`)
  useEffect(() => lastJobsPage.remember(source.id, page), [page, source.id])
  if (notUnderstood) return <AddressProblem parts={notUnderstood} />
  return (
    <JobsPage
      key={source.id}
      source={source}
      page={page}
      exports={<ExportsList source={source} className="mb-6" />}
      isWaiting={exports.isLoading && exports.failureCount === 0}
      onPage={(next) => void navigate(jobsLink(source.id, next))}
    />
  )
}

export function JobRoute() {
  const source = sourceRoute.useLoaderData()
  const { job: id } = jobRoute.useParams()
  const { notUnderstood, ...search } = readAddress(jobSearch, jobRoute.useSearch())
  const navigate = jobRoute.useNavigate()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  if (notUnderstood) return <AddressProblem parts={notUnderstood} />
  return (
    <JobPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      search={search}
      jobsPage={lastJobsPage.page(source.id)}
      onTitle={setTitle}
      onSearchChange={(change) =>
        void navigate({
          ...jobLink(source.id, id, { ...search, ...change }),
          resetScroll: false,
        })
      }
      onOpenJob={(job) => void navigate(jobLink(source.id, job))}
    />
  )
}
