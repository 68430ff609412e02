// The clock of tests that bound work: what other processes take of the machine is not counted.

/** Processor time that this process has used, all its threads together, in ms. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
