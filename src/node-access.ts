// Composition of keys and limits on Node, for the server and for the command line.
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { AccessConfig, Config } from './config.ts'
import type { ChannelService } from './channel-contract.ts'
import { createChannels } from './channels/channels.ts'
import { createChannelStore } from './channels/sql-channels.ts'
import { socketAddress } from './http/serve.ts'
import type { KeyRing, KeyService } from './keys/key.ts'
import { createKeys } from './keys/keys.ts'
import { createKeyStore } from './keys/sql-keys.ts'
import { openServiceAccess, type ServiceAccess } from './service-access.ts'
import type { Sql } from './store/sql.ts'
import { openSqlite } from './store/sqlite.ts'

/** The keys alone, for the command line; a server may run beside it. */
export async function openKeys(
  config: Config,
): Promise<KeyService & { path: string; close(): Promise<void> }> {
  const records = await openRecords(config)
  return { ...keysOf(records), path: recordsPath(config), close: () => records.close() }
}

/** The channels alone, for the command line; a server may run beside it. */
export async function openChannels(
  config: Config,
): Promise<ChannelService & { path: string; close(): Promise<void> }> {
  const records = await openRecords(config)
  const store = createChannelStore(records)
  return { ...createChannels({ store }), path: recordsPath(config), close: () => records.close() }
}

function recordsPath({ index }: Config): string {
  return join(resolve(index), 'records.sqlite')
}

/** Open what the service records beside the index. */
export function openRecords(config: Config): Promise<Sql> {
  return openSqlite(recordsPath(config), { schema: 'records' })
}

function keysOf(records: Sql): KeyService & KeyRing {
  return createKeys({ store: createKeyStore(records), digest: sha256 })
}

// WebCrypto would go through its own threads for the few bytes of a key, at every request.
function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest())
}

/** Keys, limits and origins as they are configured. */
export async function openAccess(
  config: AccessConfig,
  records: Sql,
): Promise<Pick<ServiceAccess, 'deps' | 'tickets'> & { close(): Promise<void> }> {
  const own = { keys: keysOf(records), addressOf: socketAddress }
  const { deps, tickets, budgets } = await openServiceAccess(config, records, own)
  return { deps, tickets, close: () => budgets.close() }
}
