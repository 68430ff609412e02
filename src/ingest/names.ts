// What is no name wherever a name is expected, and the mark between the elements of a line.

/** Stands in a line of a page where one element ends and another begins. */
export const EDGE = '\u0001'

const NO_NAME = /^(?:无|未知|不详|其他|其它|暂无|null|undefined|none|-+|—+|\/+|\.+)$/i

/** Whether a value only says that there is none. */
export function isNoName(value: string): boolean {
  return NO_NAME.test(value)
}

/** The first part of a value that holds something; null when none does. */
export function firstPart(value: string): string | null {
  return (
    value
      .split(EDGE)
      .map((part) => part.trim())
      .find((part) => part !== '') ?? null
  )
}
