/**
 * What another language must say: every key of the Russian messages, each with a text of its own.
 * The plural forms that only Russian needs are left out.
 */
export type Translation<T> = {
  readonly [
    K in keyof T as K extends `${string}_few` | `${string}_many` ? never : K
  ]: T[K] extends string ? string : Translation<T[K]>
}
