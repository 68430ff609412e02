// How long the reliability tests are: short within `npm test`, long with `npm run test:reliability`.

/** Whether the long forms run. The name is none of the program's settings, of which it refuses those it does not know. */
export const LONG = process.env['RELIABILITY'] === 'long'

/** One of two sizes of a test. */
export function size(short: number, long: number): number {
  return LONG ? long : short
}

/** For `describe` and `it`: how long one test may take, in ms. */
export const PATIENT = { timeout: size(300_000, 3_600_000) }
