// The errors a person may see. A message states the fact, the value and the remedy.

interface Options {
  cause?: unknown
  /** For bad input: which field, and what is wrong with it. */
  fields?: { field: string; message: string }[]
}

/** Base of all expected errors. `code` is stable and machine-readable; `status` is the HTTP status it maps to. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: { field: string; message: string }[]

  constructor(code: string, status: number, message: string, options: Options = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.status = status
    this.fields = options.fields ?? []
  }
}

/** Input that breaks a stated rule (422; other 4xx where HTTP has a closer one). */
export class InputError extends AppError {
  constructor(message: string, options: Options & { code?: string; status?: number } = {}) {
    super(options.code ?? 'invalid_input', options.status ?? 422, message, options)
  }
}

/** Something asked for by name that does not exist (404). */
export class NotFoundError extends AppError {
  constructor(message: string, options: Options = {}) {
    super('not_found', 404, message, options)
  }
}

/** A key is needed, or the key given is not valid (401). */
export class UnauthorizedError extends AppError {
  constructor(message: string, options: Options = {}) {
    super('unauthorized', 401, message, options)
  }
}

/** The key may not do this (403). */
export class ForbiddenError extends AppError {
  constructor(message: string, options: Options = {}) {
    super('forbidden', 403, message, options)
  }
}

/** The index cannot be used as it is: missing, made by another model, or of another version (503). */
export class IndexError extends AppError {
  constructor(message: string, options: Options & { code?: string } = {}) {
    super(options.code ?? 'index_unusable', 503, message, options)
  }
}

/** Another process writes to this index (409). */
export class LockedError extends AppError {
  constructor(message: string, options: Options = {}) {
    super('index_locked', 409, message, options)
  }
}

/** More requests than a client or a key may send (429, again after `retryAfter` seconds). */
export class LimitError extends AppError {
  readonly retryAfter: number

  constructor(message: string, retryAfter: number, options: Options = {}) {
    super('rate_limited', 429, message, options)
    this.retryAfter = retryAfter
  }
}

/** This process only reads the index (409). */
export class ReadOnlyError extends AppError {
  constructor() {
    super(
      'index_locked',
      409,
      'this server only reads the index, because another process holds it for writing or it was started with --read-only; ' +
        'write through the process that holds it, or stop that one and start this server again',
    )
  }
}

/** More work than can be queued (503, try again later). */
export class OverloadError extends AppError {
  constructor(message: string, options: Options = {}) {
    super('overloaded', 503, message, options)
  }
}

/** Why a disk takes no more: it is full (507), may only be read, or fails (503). */
type DiskFault = 'full' | 'read_only' | 'failing'

/** The disk takes nothing more: `disk_full` (507), `disk_read_only` or `disk_failing` (503). What is stored stays. */
export class StorageError extends AppError {
  constructor(fault: DiskFault, path: string, cause: unknown) {
    super(
      `disk_${fault}`,
      fault === 'full' ? 507 : 503,
      `${path} cannot be written: ${DISK_FAULTS[fault].fact} (${messageOf(cause)}). ` +
        `${DISK_FAULTS[fault].remedy} and try again; what is stored stays.`,
      { cause },
    )
  }
}

const DISK_FAULTS: Readonly<Record<DiskFault, { fact: string; remedy: string }>> = {
  full: { fact: 'its disk is full', remedy: 'Make room' },
  read_only: { fact: 'it may only be read', remedy: 'Correct its rights, or mount its disk for writing,' },
  failing: { fact: 'its disk is full or failing', remedy: 'Look after the disk' },
}

const FAULT_OF: Readonly<Record<string, DiskFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  SQLITE_FULL: 'full',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  SQLITE_READONLY: 'read_only',
  EIO: 'failing',
  SQLITE_IOERR: 'failing',
}

/** What the disk of a path has against writing to it, by the code of what was thrown; null when it is not the disk. */
export function storageError(error: unknown, path: string): StorageError | null {
  if (error instanceof StorageError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const fault = FAULT_OF[code]
  return fault === undefined ? null : new StorageError(fault, path, error)
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
