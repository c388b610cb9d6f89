import type { ComponentType, ReactNode } from 'react'
import { isOfKind, type ValueKindName, type ValueOf } from '#contract/model/value.ts'
import { AddressEditor } from './address-editor.tsx'
import { ChoiceEditor } from './choice-editor.tsx'
import { CompanyEditor } from './company-editor.tsx'
import { CompanyDetailsEditor } from './company-details-editor.tsx'
import { ContactPointsEditor } from './contact-points-editor.tsx'
import { DateEditor } from './date-editor.tsx'
import { DateTimeEditor } from './date-time-editor.tsx'
import type { EditorProps } from './editor-props.ts'
import { FlagEditor } from './flag-editor.tsx'
import { NumberEditor } from './number-editor.tsx'
import { TagsEditor } from './tags-editor.tsx'
import { TextEditor, UrlEditor } from './text-editor.tsx'
import { UserEditor } from './user-editor.tsx'
import {
  AddressView,
  ChoiceView,
  CompanyDetailsView,
  ContactPointsView,
  DateTimeView,
  DateView,
  FilesView,
  FlagView,
  LinksView,
  MoneyView,
  NumberView,
  ReferenceView,
  TagsView,
  TextView,
  UnknownView,
  UrlView,
} from './value-part-views.tsx'
import type { ViewProps } from './value-view.tsx'

type ValueField = {
  View: ComponentType<ViewProps>
  /** Null if a value is read-only, or edited on a page of its own. */
  Editor: ComponentType<EditorProps> | null
  /** Whether its editor shows issues at the affected row. */
  hasRows?: true
}

/** Adapts a view of one kind to any value: renders nothing for other kinds. */
function viewOf<Kind extends ValueKindName>(
  kind: Kind,
  View: (props: ViewProps<ValueOf<Kind>>) => ReactNode,
): ComponentType<ViewProps> {
  return function KindView({ value, ...props }: ViewProps) {
    return isOfKind(value, kind) ? <View {...props} value={value} /> : null
  }
}

/**
 * The view and editor of each kind of value: the second registry, in addition to that of the model.
 */
export const valueFields: Record<ValueKindName, ValueField> = {
  text: { View: viewOf('text', TextView), Editor: TextEditor },
  url: { View: viewOf('url', UrlView), Editor: UrlEditor },
  number: { View: viewOf('number', NumberView), Editor: NumberEditor },
  money: { View: viewOf('money', MoneyView), Editor: NumberEditor },
  flag: { View: viewOf('flag', FlagView), Editor: FlagEditor },
  date: { View: viewOf('date', DateView), Editor: DateEditor },
  dateTime: { View: viewOf('dateTime', DateTimeView), Editor: DateTimeEditor },
  choice: { View: viewOf('choice', ChoiceView), Editor: ChoiceEditor },
  contactPoints: {
    View: viewOf('contactPoints', ContactPointsView),
    Editor: ContactPointsEditor,
    hasRows: true,
  },
  address: { View: viewOf('address', AddressView), Editor: AddressEditor, hasRows: true },
  companyDetails: {
    View: viewOf('companyDetails', CompanyDetailsView),
    Editor: CompanyDetailsEditor,
    hasRows: true,
  },
  user: { View: viewOf('user', ReferenceView), Editor: UserEditor },
  company: { View: viewOf('company', ReferenceView), Editor: CompanyEditor },
  tags: { View: viewOf('tags', TagsView), Editor: TagsEditor },
  links: { View: viewOf('links', LinksView), Editor: null },
  files: { View: viewOf('files', FilesView), Editor: null },
  unknown: { View: viewOf('unknown', UnknownView), Editor: null },
}
