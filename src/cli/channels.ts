// `touwen channels`: make, list, change and remove channels. A server that runs over the same index knows of it within seconds.
import { Command } from 'commander'
import { channelChangeSchema, type Channel, type ChannelService } from '../channel-contract.ts'
import { InputError, NotFoundError } from '../errors.ts'
import { openChannels } from '../node-access.ts'
import { validate } from '../validate.ts'
import { fieldsOf, withFields, type FieldOptions } from './channel-options.ts'
import { configOf } from './settings.ts'
import { oneLine } from './terminal.ts'

interface OutputOptions {
  json?: boolean
  server?: string
}

const EXAMPLE =
  'npm run -s touwen -- channels create --name 丹阳门户 --origin https://www.example.cn --zone 江苏丹阳经济开发区'

/** The command with its subcommands. */
export function channelsCommand(): Command {
  const command = new Command('channels')
    .description('Make, list, change and remove channels: the widget in the pages of portals')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
  const commands = [
    createCommand(),
    listCommand(),
    showCommand(),
    setCommand(),
    allowCommand(),
    removeCommand(),
  ]
  for (const one of commands) command.addCommand(one)
  return command
}

/** The line that a webmaster puts into his pages. */
export function lineOf(server: string, id: string): string {
  return `<script src="${server}/widget.js" data-channel="${id}" defer></script>`
}

function createCommand(): Command {
  const command = new Command('create')
    .description('Make a channel and print the line to put into the pages')
    .requiredOption('--name <name>', 'for you to know it by')
    .option('--id <id>', 'stands in the line, such as portal; else one is made')
  return withOutput(withFields(command))
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(async (options: FieldOptions & OutputOptions & { name: string; id?: string }, self: Command) => {
      await withChannels(self, async (channels) => {
        const { id } = options
        const wish = { ...fieldsOf(options), name: options.name, ...(id === undefined ? {} : { id }) }
        tell(await channels.create(wish), options, self, channels.path)
      })
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('List all channels, by id')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- channels list')
    .action(async (options: OutputOptions, self: Command) => {
      await withChannels(self, async (channels) => {
        const items = await all(channels)
        process.stdout.write(
          options.json === true ? `${JSON.stringify(items, null, 2)}\n` : formatChannels(items),
        )
      })
    })
}

function showCommand(): Command {
  return withOutput(new Command('show').description('Print a channel and its line').argument('<id>', ID_HELP))
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- channels show portal')
    .action(async (id: string, options: OutputOptions, self: Command) => {
      await withChannels(self, async (channels) => {
        const channel = await channels.get(id)
        if (channel === null) throw missing(id)
        tell(channel, options, self, channels.path)
      })
    })
}

function setCommand(): Command {
  const command = new Command('set')
    .description('Change what is given; the rest stays')
    .argument('<id>', ID_HELP)
    .option('--name <name>', 'for you to know it by')
    .option('--enable', 'switch it on again')
  return withOutput(withFields(command))
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s touwen -- channels set portal --title 问丹阳 --colour #b02a2a',
    )
    .action(async (id: string, options: FieldOptions & OutputOptions, self: Command) => {
      await withChannels(self, async (channels) => {
        const channel = await channels.patch(id, fieldsOf(options))
        if (channel === null) throw missing(id)
        tell(channel, options, self, channels.path)
      })
    })
}

function allowCommand(): Command {
  return withOutput(
    new Command('allow')
      .description('Let pages of further origins show a channel')
      .argument('<id>', ID_HELP)
      .argument('<origin...>', 'such as https://www.example.cn or https://*.example.cn'),
  )
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- channels allow portal https://m.example.cn')
    .action(async (id: string, added: string[], options: OutputOptions, self: Command) => {
      await withChannels(self, async (channels) => {
        const before = await channels.get(id)
        if (before === null) throw missing(id)
        const { origins } = validate(channelChangeSchema, {
          origins: [...new Set([...before.origins, ...added])],
        })
        const channel = await channels.patch(id, { origins: origins! }, { match: [before.version] })
        tell(channel ?? before, options, self, channels.path)
      })
    })
}

function removeCommand(): Command {
  return new Command('remove')
    .description('Remove a channel: the widget ends in all pages that hold its line')
    .argument('<id>', ID_HELP)
    .option('--json', 'print its id as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- channels remove portal')
    .action(async (id: string, options: OutputOptions, self: Command) => {
      await withChannels(self, async (channels) => {
        if (!(await channels.remove(id))) throw missing(id)
        process.stdout.write(
          options.json === true ? `${JSON.stringify({ removed: id })}\n` : `${id}: removed\n`,
        )
      })
    })
}

/** One line per channel: id, state, what holds it, name. */
export function formatChannels(channels: readonly Channel[]): string {
  if (channels.length === 0) return 'there are no channels; make one with “touwen channels create”\n'
  return channels.map((one) => `${one.id}  ${termsOf(one)}  ${oneLine(one.name)}\n`).join('')
}

// --- Internal helpers ---

const ID_HELP = 'its id, as “channels list” prints it'

function withOutput(command: Command): Command {
  return command
    .option(
      '--server <address>',
      'of the server as visitors reach it, for the line; default http://HOST:PORT',
    )
    .option('--json', 'print all that is known of it as JSON')
}

async function withChannels(
  command: Command,
  work: (channels: ChannelService & { path: string }) => Promise<void>,
): Promise<void> {
  const channels = await openChannels(configOf(command))
  try {
    await work(channels)
  } finally {
    await channels.close()
  }
}

async function all(channels: ChannelService): Promise<Channel[]> {
  const items: Channel[] = []
  for (;;) {
    const page = await channels.list(100, items.at(-1)?.id)
    items.push(...page)
    if (page.length < 100) return items
  }
}

function tell(channel: Channel, { json, server }: OutputOptions, command: Command, path: string): void {
  if (json === true) {
    process.stdout.write(`${JSON.stringify(channel, null, 2)}\n`)
    return
  }
  // Alone on its stream, so that a script can take it.
  process.stdout.write(`${lineOf(serverOf(server, command), channel.id)}\n`)
  process.stderr.write(`${channel.id}: ${termsOf(channel)}; kept in ${path}\n`)
  if (channel.origins.length === 0)
    process.stderr.write(
      `no page may show it yet: touwen channels allow ${channel.id} https://www.example.cn\n`,
    )
}

function serverOf(given: string | undefined, command: Command): string {
  if (given === undefined) {
    const { host, port } = configOf(command)
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  }
  try {
    const { protocol, origin } = new URL(given)
    if (protocol === 'https:' || protocol === 'http:') return origin
  } catch {
    // Told below.
  }
  throw new InputError(`--server is “${given.slice(0, 200)}”; give an address such as https://ask.example.cn`)
}

function missing(id: string): NotFoundError {
  return new NotFoundError(`there is no channel “${id.slice(0, 60)}”; take an id from “touwen channels list”`)
}

function termsOf({ enabled, origins, filters, daily, used_today }: Channel): string {
  const held = Object.entries(filters ?? {}).map(([name, value]) => `${name}=${String(value)}`)
  const terms = [
    enabled ? 'on' : 'off',
    origins.length === 0 ? 'on no page' : `on ${origins.join(',')}`,
    ...held,
    `${used_today}${daily === null ? '' : ` of ${daily}`} today`,
  ]
  return terms.map(oneLine).join(' ')
}
