import { TitledModal, type ModalProps } from './modal.tsx'

const place =
  'drawer m-0 ml-auto h-dvh max-h-none rounded-r-none! max-sm:mt-auto max-sm:h-auto max-sm:max-h-[85dvh] max-sm:w-full max-sm:max-w-none max-sm:rounded-r-float! max-sm:rounded-b-none!'

type Props = ModalProps & {
  /** For tables and editors. */
  isWide?: boolean
}

/** A modal panel at the right edge; on phones a sheet at the bottom. */
export function Drawer({ isWide = false, ...props }: Props) {
  const width = isWide ? 'w-[min(640px,100vw)] max-sm:h-[85dvh]!' : 'w-[min(420px,100vw)]'
  return <TitledModal {...props} className={`${place} ${width}`} />
}
