// A disk of a few megabytes that can be filled, emptied and made read-only. It needs the right to mount one.
import { execFileSync } from 'node:child_process'
import { appendFile, rm } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' })
}

function unmount(path: string): void {
  // Also while a file of it is open still.
  execFileSync('umount', ['-l', path], { stdio: 'ignore' })
}

/** Whether this process may mount a disk: else the tests that need one are passed over. */
export const MAY_MOUNT = ((): boolean => {
  const path = mkdtempSync(join(tmpdir(), 'touwen-disk-'))
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'touwen', path)
    unmount(path)
    return true
  } catch {
    return false
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
})()

export interface SmallDisk {
  path: string
  /** Leave no byte. */
  fill(): Promise<void>
  /** Leave what was free before. */
  free(): Promise<void>
  /** Nothing on it may be open. */
  readOnly(only: boolean): void
}

/** A disk that is gone when the test ends. */
export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'touwen-disk-'))
  mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'touwen', path)
  onTestFinished(() => {
    unmount(path)
    rmSync(path, { recursive: true, force: true })
  })
  const ballast = join(path, 'ballast')
  return {
    path,
    fill: async () => {
      for (const bytes of [1 << 20, 1 << 12]) {
        try {
          for (;;) await appendFile(ballast, Buffer.alloc(bytes))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
    },
    free: () => rm(ballast, { force: true }),
    readOnly: (only) => mount('-o', `remount,${only ? 'ro' : 'rw'}`, path),
  }
}
