/**
 * The baseline of the dashboard's figures: the same responses of the same proxy rendered as the
 * same texts, without a library, state or validation. No page that does this work is much faster.
 * `?list=` is the URL from which the dashboard reads its list, `?columns=` the columns it shows.
 */

const asked = new URLSearchParams(location.search)
const columns = asked.get('columns').split(',')
const list = new URL(asked.get('list'), location.origin)
const main = document.querySelector('main')
const tracks = `40px ${columns.map(() => 'minmax(120px, 1fr)').join(' ')}`
let page

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const exactMoment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })
const signs = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const safe = (text) => String(text).replace(/[&<"]/g, (sign) => signs[sign])

function moment(iso) {
  if (!iso) return ''
  const at = new Date(iso)
  const hours = Math.trunc((at - Date.now()) / 3_600_000)
  const text = hours > -150 ? relative.format(hours, 'hour') : shortDay.format(at)
  const exact = exactMoment.format(at)
  return `<time datetime="${iso}" title="${exact}"><span aria-hidden="true">${text}</span><span class="hidden">${exact}</span></time>`
}

const named = (one) => one && `<span title="${safe(one.name)}">${safe(one.name)}</span>`
const more = (rest) =>
  rest.length > 0
    ? `<span title="${safe(rest.join('\n'))}"><span aria-hidden="true">+${rest.length}</span><span class="hidden">${safe(rest.join(', '))}</span></span>`
    : ''
const contactPoints = ([first, ...rest], scheme) =>
  first &&
  `<a tabindex="-1" href="${scheme}${safe(first.value)}" title="${safe(first.value)}">${safe(first.value)}</a>${more(rest.map((point) => point.value))}`
const chip = (tag) => `<span title="${safe(tag.name)}">${safe(tag.name)}</span>`
const tags = (all) => all.slice(0, 2).map(chip).join('') + more(all.slice(2).map((tag) => tag.name))

/** All texts and numbers within a value of any shape. */
const leaves = (value) =>
  value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value ?? '']
const content = (held) => safe(leaves({ ...held, kind: '' }).join(' '))

const known = {
  name: (c) =>
    `<a href="/main/contacts/${c.id}" data-open="${c.id}" title="${safe(c.name)}">${safe(c.name)}</a>`,
  phone: (c) => contactPoints(c.phones, 'tel:'),
  email: (c) => contactPoints(c.emails, 'mailto:'),
  company: (c) => named(c.company),
  responsible: (c) => named(c.responsible),
  createdBy: (c) => named(c.createdBy),
  updatedBy: (c) => named(c.updatedBy),
  tags: (c) => tags(c.tags),
  createdAt: (c) => moment(c.createdAt),
  updatedAt: (c) => moment(c.updatedAt),
  nextTask: (c) => moment(c.nextTaskAt),
  id: (c) => c.id,
  actions: (c) =>
    `<button tabindex="-1" aria-haspopup="menu" aria-label="${safe(c.name)}"></button>`,
}
const custom = (column) => {
  const id = Number(/\d+/.exec(column)?.[0])
  return (c) => {
    const field = c.fields?.find((one) => one.id === id)
    return field && content(field.content)
  }
}
const cells = columns.map((id) => [id, known[id] ?? custom(id)])

const rowOf = (
  c,
) => `<tr role="row" data-id="${c.id}" aria-selected="false" style="grid-template-columns:${tracks}">
<td role="cell" data-column="select"><input type="checkbox" aria-label="${safe(c.name)}"></td>${cells
  .map(([id, draw]) => `<td role="cell" data-column="${id}">${draw(c) || ''}</td>`)
  .join('')}</tr>`

const headOf = () => `<thead role="rowgroup"><tr role="row" style="grid-template-columns:${tracks}">
<th role="columnheader" data-column="select"><input type="checkbox"></th>${columns
  .map((id) => `<th role="columnheader" data-column="${id}"><button>${id}</button></th>`)
  .join('')}</tr></thead>`

function drawList() {
  main.innerHTML = `<table role="table">${headOf()}<tbody role="rowgroup"></tbody></table>
<button aria-label="Next page">Next</button>`
  drawRows()
}

function drawRows() {
  main.querySelector('tbody').innerHTML = page.items.map(rowOf).join('')
  main.scrollTop = 0
}

async function read() {
  page = await (await fetch(list)).json()
}

async function turn() {
  list.searchParams.set('page', String(page.page + 1))
  await read()
  drawRows()
}

async function sort(column) {
  const isSame = list.searchParams.get('sort') === column
  list.searchParams.set('sort', isSame ? `-${column}` : column)
  list.searchParams.set('page', '1')
  await read()
  drawRows()
}

function selectAll(isSelected) {
  for (const row of main.querySelectorAll('tbody tr')) {
    row.setAttribute('aria-selected', String(isSelected))
    row.querySelector('input').checked = isSelected
  }
}

async function open(id) {
  const contact = await (await fetch(`/api/sources/main/contacts/${id}`)).json()
  const fields = contact.fields.map((f) => `<dt>${safe(f.name)}</dt><dd>${content(f.content)}</dd>`)
  main.innerHTML = `<a href="/main/contacts">Contacts</a><h1>${safe(contact.name)}</h1>
<p>${contact.tags.map(chip).join('')}</p><dl>${fields.join('')}<dt>Created</dt><dd>${moment(contact.createdAt)}</dd>
<dt>Updated</dt><dd>${moment(contact.updatedAt)}</dd><dt>Responsible</dt><dd>${named(contact.responsible)}</dd></dl>`
}

main.addEventListener('click', (event) => {
  const { target } = event
  if (target.matches('a')) event.preventDefault()
  if (target.matches('[data-open]')) void open(target.dataset.open)
  if (target.matches('[href="/main/contacts"]')) drawList()
  if (target.matches('th input')) selectAll(target.checked)
  if (target.matches('th button')) void sort(target.closest('th').dataset.column)
  if (target.matches('[aria-label="Next page"]')) void turn()
})

await read()
drawList()
