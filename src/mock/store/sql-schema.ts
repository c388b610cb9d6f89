export const historyTable = `
create table if not exists history (
  id integer primary key, entity_type text not null, entity_id integer not null,
  contact_id integer,               -- whose card shows the event; null for a company
  at integer not null, type text not null, by_id integer not null,
  before text not null, after text not null
);`

/**
 * Ids are selected from narrow tables, documents are fetched last: a page costs only its own rows,
 * whatever precedes it. Indexes are created after seeding, which is three times faster.
 */
export const tables = `
create table if not exists meta (key text primary key, value text not null) without rowid;

create table if not exists contacts (
  id integer primary key,
  shown integer not null,           -- 1 in lists, 2 in those of v2 only, 0 in the trash or only in an incoming lead
  trashed integer not null,
  sort_name text not null,          -- lowercased in JavaScript: SQLite does not fold Cyrillic
  created_at integer not null,
  updated_at integer not null,
  created_by integer not null,
  updated_by integer not null,
  responsible_user_id integer not null,
  closest_task_at integer,
  company_id integer
);
create table if not exists contact_docs (
  id integer primary key,
  body text not null,               -- amoCRM v4 JSON without _links and _embedded
  tags text not null,
  fields_revision integer not null  -- the revision of field names and options in body
);
create table if not exists contact_texts (id integer primary key, text text not null);
create virtual table if not exists contact_search using fts5(
  text, tokenize = 'trigram', content = 'contact_texts', content_rowid = 'id'
);
create table if not exists field_values ( -- key is a hash of field and value
  contact_id integer not null, field_id integer not null, key integer not null, number real,
  primary key (contact_id, field_id, key)
) without rowid;

create table if not exists links (
  contact_id integer not null, kind text not null, to_id integer not null,
  catalog_id integer, quantity real, price_id integer, is_main integer,
  primary key (contact_id, kind, to_id)
) without rowid;

create table if not exists fields (id integer primary key, sort integer not null, body text not null);
create table if not exists tags (id integer primary key, name text not null unique);
create table if not exists users (id integer primary key, body text not null);
create table if not exists chats (
  chat_id text primary key, contact_id integer, link_id integer not null,
  channel text not null, is_foreign integer not null
);
create table if not exists talks ( -- the contact is the one of the chat
  talk_id integer primary key, chat_id text not null,
  created_at integer not null, updated_at integer not null, rate integer not null,
  entity_id integer, entity_type text, status text not null,
  is_in_work integer not null, is_read integer not null,
  origin text not null, source_id integer, missed_at integer
);
create table if not exists tokens (
  token text primary key, kind text not null, user_id integer not null,
  client_id text, expires_at integer, state text not null
) without rowid;
${historyTable}

create table if not exists bot_contacts (
  id integer primary key, bot_id integer not null, messenger text not null,
  external_id text not null, created_at integer not null, body text not null
);
create table if not exists bot_tags (
  id integer primary key, bot_id integer not null, name text not null, unique (bot_id, name)
);
`

/** One table per kind of entity. `owner` is the catalog or contact it belongs to. */
export const entityKinds = [
  'leads',
  'companies',
  'customers',
  'catalogs',
  'elements',
  'tasks',
  'notes',
] as const
export type EntityKind = (typeof entityKinds)[number]

export const entityTables = entityKinds
  .map(
    (kind) => `
create table if not exists ${kind} (
  id integer primary key, owner integer, sort_name text not null,
  created_at integer not null, updated_at integer not null, body text not null
);`,
  )
  .join('\n')

export const indexes = `
create index if not exists contacts_by_id on contacts (id) where shown = 1;
-- the default order, with all filtered columns: scanning it never reads the table
create index if not exists contacts_by_updated on contacts (
  updated_at, id, created_at, created_by, updated_by, responsible_user_id, closest_task_at
) where shown = 1;
create index if not exists contacts_by_created on contacts (created_at, id) where shown = 1;
create index if not exists contacts_by_name on contacts (sort_name, id) where shown = 1;
create index if not exists contacts_by_author on contacts (created_by, updated_at, id) where shown = 1;
create index if not exists contacts_by_editor on contacts (updated_by, updated_at, id) where shown = 1;
create index if not exists contacts_by_responsible on contacts (responsible_user_id, updated_at, id) where shown = 1;
create index if not exists contacts_by_task on contacts (closest_task_at, id) where shown = 1 and closest_task_at is not null;
create index if not exists contacts_of_other_account on contacts (id) where shown = 2;
create index if not exists contacts_trashed on contacts (updated_at, id) where trashed = 1;
create index if not exists contacts_by_company on contacts (company_id, id) where company_id is not null;
create index if not exists field_values_by_key on field_values (key, contact_id);
create index if not exists field_values_by_number on field_values (field_id, number, contact_id) where number is not null;
create index if not exists links_by_target on links (kind, to_id, contact_id);
create index if not exists chats_by_contact on chats (contact_id);
create index if not exists talks_by_chat on talks (chat_id, talk_id);
create index if not exists talks_in_work on talks (talk_id) where is_in_work = 1;
create index if not exists history_by_contact on history (contact_id, at, id);
create index if not exists history_by_entity on history (entity_type, entity_id, at, id);
create index if not exists history_by_time on history (at, id);
create unique index if not exists bot_contacts_key on bot_contacts (bot_id, messenger, external_id);
create index if not exists bot_contacts_by_created on bot_contacts (bot_id, created_at, id);
${entityKinds
  .map(
    (kind) => `
create index if not exists ${kind}_by_updated on ${kind} (updated_at, id);
create index if not exists ${kind}_by_owner on ${kind} (owner, id);`,
  )
  .join('')}
`
