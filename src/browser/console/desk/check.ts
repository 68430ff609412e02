// What is wrong with a form before it is sent, in the language of the page; the API checks the same again.
import { ApiError } from '../api.ts'
import { desk } from './words.ts'

export interface Rule {
  name: string
  label: string
  needed?: boolean
  /** Characters at most. */
  most?: number
}

/** The faults of values by these rules, as the API would tell them; null: there are none. */
export function faultsIn(values: Readonly<Record<string, string>>, rules: readonly Rule[]): ApiError | null {
  return wrong(
    rules.flatMap(({ name, label, needed = false, most = Infinity }) => {
      const value = values[name] ?? ''
      if (needed && value === '') return [{ field: name, message: desk.needed(label) }]
      return value.length > most ? [{ field: name, message: desk.tooLong(label, most, value.length) }] : []
    }),
  )
}

/** An error that says what is wrong with which fields; null for none. */
export function wrong(fields: { field: string; message: string }[]): ApiError | null {
  return fields.length === 0
    ? null
    : new ApiError(fields[0]!.message, {
        status: 422,
        code: 'invalid_request',
        detail: fields[0]!.message,
        request_id: '',
        errors: fields,
      })
}

/** Text as lines that hold something. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
