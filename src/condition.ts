// What must hold of a thing before it is changed, so that nobody overwrites what he has not seen. It knows versions only.
import { AppError } from './errors.ts'

/** Of the thing that is there: its version, that there is one (`*`), or that there is none. */
export interface Condition {
  match?: number[] | '*'
  absent?: boolean
}

/** Throws `AppError` `precondition_failed` (412) when it does not hold. `version` null: there is none. `what`: such as “pin”. */
export function mustHold({ match, absent = false }: Condition, version: number | null, what: string): void {
  const matches = match === undefined || (version !== null && (match === '*' || match.includes(version)))
  if (matches && !(absent && version !== null)) return
  const state = version === null ? `there is no such ${what}` : `the ${what} has version ${version} by now`
  throw new AppError('precondition_failed', 412, `${state}; read it again and decide anew`)
}
