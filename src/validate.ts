// A schema over what a caller sent; every fault is named with its field.
import type { z } from 'zod'
import { InputError } from './errors.ts'

/** The value as the schema makes it, or an `InputError` (422) that lists the faults. */
export function validate<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw refused(parsed.error)
}

/** The `InputError` (422) for what a schema found. */
export function refused(error: z.core.$ZodError): InputError {
  const fields = error.issues.flatMap(faults)
  const told = fields
    .slice(0, 3)
    .map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
  const more = fields.length > told.length ? `; and ${fields.length - told.length} more` : ''
  return new InputError(`${told.join('; ')}${more}`, { code: 'invalid_request', fields: fields.slice(0, 20) })
}

function faults(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.').slice(0, 100),
      message: 'this field is not known; remove it',
    }))
  }
  return [{ field: issue.path.join('.'), message: issue.message }]
}
