// The filter options that asking and searching share, and other readings of option values.
import { InvalidArgumentError, type Command } from 'commander'
import type { Filters } from '../article.ts'

export interface FilterOptions {
  zone?: string
  region?: string
  source?: string
  from?: string
  to?: string
}

/** Add the filter options to a command. */
export function withFilters(command: Command): Command {
  return command
    .option('--zone <name>', 'only articles of this development zone')
    .option('--region <name>', 'only articles of this region, such as 镇江')
    .option('--source <name>', 'only articles of this source')
    .option('--from <date>', 'only articles published on this day or later (2022-03-04)')
    .option('--to <date>', 'only articles published on this day or earlier')
}

/** The filters of the contract; undefined when no option was given. */
export function filtersOf({ zone, region, source, from, to }: FilterOptions): Filters | undefined {
  const filters: Filters = {
    ...(zone === undefined ? {} : { zone }),
    ...(region === undefined ? {} : { region }),
    ...(source === undefined ? {} : { source }),
    ...(from === undefined ? {} : { published_from: from }),
    ...(to === undefined ? {} : { published_to: to }),
  }
  return Object.keys(filters).length === 0 ? undefined : filters
}

/** Reads an option's value as a whole number within bounds. */
export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= min && number <= max) return number
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
}
