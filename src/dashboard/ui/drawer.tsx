import { TitledModal, type ModalProps } from './modal.tsx'

/** A modal panel at the right edge; on phones a sheet at the bottom. */
export function Drawer(props: ModalProps) {
  return (
    <TitledModal
      {...props}
      className="drawer m-0 ml-auto h-dvh max-h-none w-[min(420px,100vw)] rounded-r-none! max-sm:mt-auto max-sm:h-auto max-sm:max-h-[85dvh] max-sm:w-full max-sm:max-w-none max-sm:rounded-r-float! max-sm:rounded-b-none!"
    />
  )
}
