// `touwen keys`: make, list and revoke keys. A server that runs over the same index knows of it within seconds.
import { Command } from 'commander'
import { SCOPES } from '../keys/principal.ts'
import type { Key, KeyService, NewKey } from '../keys/key.ts'
import { NotFoundError } from '../errors.ts'
import { openKeys } from '../node-access.ts'
import { filtersOf, wholeNumber, withFilters, type FilterOptions } from './filters.ts'
import { configOf } from './settings.ts'
import { oneLine } from './terminal.ts'

export interface CreateOptions extends FilterOptions {
  name: string
  scope: string
  expires?: string
  daily?: number
  channel?: string
  origin?: string[]
  json?: boolean
}

/** The command with its subcommands. */
export function keysCommand(): Command {
  const command = new Command('keys')
    .description('Make, list and revoke the keys of the HTTP API')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
  for (const one of [createCommand(), listCommand(), revokeCommand()]) command.addCommand(one)
  return command
}

const EXAMPLE =
  'npm run -s touwen -- keys create --name portal --scope ask,search --expires 2027-01-01 --daily 1000'

function createCommand(): Command {
  return withWish(new Command('create').description('Make a key and print it, this once'))
    .option('--json', 'print the key with all that is known of it as JSON')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(async (options: CreateOptions, self: Command) => {
      await withKeys(self, async (keys) => {
        const created = await keys.create(wishOf(options))
        if (options.json === true) process.stdout.write(`${JSON.stringify(created, null, 2)}\n`)
        else {
          // Alone on its stream, so that a script can take it.
          process.stdout.write(`${created.key}\n`)
          process.stderr.write(`${createdLine(created, keys.path)}\n`)
        }
      })
    })
}

/** The options of a key that is to be made, for `wishOf`. */
export function withWish(command: Command): Command {
  command
    .requiredOption('--name <name>', 'for you to know it by')
    .requiredOption('--scope <list>', `what it may do, with commas: ${SCOPES.join(', ')}`)
  return withFilters(command)
    .option('--expires <date>', 'not valid from this day on (2027-01-01, UTC), or from a moment')
    .option('--daily <number>', 'requests a day', wholeNumber(1, 1e9))
    .option('--channel <name>', 'the channel whose budget it shares (TOUWEN_CHANNEL_DAILY)')
    .option('--origin <origin...>', 'origins of the only pages that may use it')
}

function listCommand(): Command {
  return new Command('list')
    .description('List all keys, newest first')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- keys list')
    .action(async (options: { json?: boolean }, self: Command) => {
      await withKeys(self, async (keys) => {
        const items = await all(keys)
        const text =
          options.json === true ? `${JSON.stringify(items, null, 2)}\n` : formatKeys(items, new Date())
        process.stdout.write(text)
      })
    })
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('Make a key worthless, for good')
    .argument('<id>', 'its id, as “keys list” prints it')
    .option('--json', 'print its id as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- keys revoke key_0aB1cD2eF3gH')
    .action(async (id: string, options: { json?: boolean }, self: Command) => {
      await withKeys(self, async (keys) => {
        if (!(await keys.revoke(id)))
          throw new NotFoundError(`there is no key “${id}”; take an id from “touwen keys list”`)
        process.stdout.write(
          options.json === true ? `${JSON.stringify({ revoked: id })}\n` : `${id}: revoked\n`,
        )
      })
    })
}

/** One line per key: id, state, scopes, what holds it, name. */
export function formatKeys(keys: readonly Key[], now: Date): string {
  if (keys.length === 0) return 'there are no keys; make one with “touwen keys create”\n'
  return keys
    .map((key) => `${key.id}  ${stateOf(key, now).padEnd(10)}  ${termsOf(key)}  ${oneLine(key.name)}\n`)
    .join('')
}

// --- Internal helpers ---

async function withKeys(
  command: Command,
  work: (keys: KeyService & { path: string }) => Promise<void>,
): Promise<void> {
  const keys = await openKeys(configOf(command))
  try {
    await work(keys)
  } finally {
    await keys.close()
  }
}

/** What is wished of a key. */
export function wishOf({
  name,
  scope,
  expires,
  daily,
  channel,
  origin,
  ...filterOptions
}: CreateOptions): NewKey {
  const filters = filtersOf(filterOptions)
  return {
    name,
    // Words that are no scopes are refused by the schema of keys.
    scopes: scope.split(',').map((one) => one.trim()) as NewKey['scopes'],
    ...(filters === undefined ? {} : { filters }),
    ...(expires === undefined ? {} : { expires_at: expires }),
    ...(daily === undefined ? {} : { daily }),
    ...(channel === undefined ? {} : { channel }),
    ...(origin === undefined ? {} : { origins: origin }),
  }
}

async function all(keys: KeyService): Promise<Key[]> {
  const items: Key[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await keys.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next_cursor
  }
  return items
}

function createdLine(key: Key, path: string): string {
  return `${key.id}: ${termsOf(key)}. This is the only time the key is shown; its digest is in ${path}`
}

function stateOf({ revoked_at, expires_at }: Key, now: Date): string {
  if (revoked_at !== null) return 'revoked'
  return expires_at !== null && new Date(expires_at) <= now ? 'expired' : 'valid'
}

function termsOf(key: Key): string {
  const held = Object.entries(key.filters ?? {}).map(([name, value]) => `${name}=${String(value)}`)
  const terms = [
    key.scopes.join(','),
    ...held,
    ...(key.channel === null ? [] : [`channel=${key.channel}`]),
    ...(key.origins === null ? [] : [`origins=${key.origins.join(',')}`]),
    `${key.used_today}${key.daily === null ? '' : ` of ${key.daily}`} today`,
    key.expires_at === null ? 'does not expire' : `until ${key.expires_at}`,
  ]
  return terms.map(oneLine).join(' ')
}
