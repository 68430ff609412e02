// How much abuse: the long form with ABUSE=long (`npm run test:abuse`), a short form of the same in every other run.

/** Whether this is the long form. */
export const LONG = process.env['ABUSE'] === 'long'

/** A number of rounds, clients, characters: the first of the short form, the second of the long one. */
export const size = (short: number, long: number): number => (LONG ? long : short)

/** The seed of everything random, said with each failure; another one with ABUSE_SEED. */
export const SEED = Number(process.env['ABUSE_SEED'] ?? 20260101)
