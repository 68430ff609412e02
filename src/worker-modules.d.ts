// What wrangler gives a Worker to import: files as text, and the platform itself.
declare module '*.tsv' {
  const text: string
  export default text
}

declare module 'cloudflare:workers' {
  /** Keeps the request in hand going until the promise is settled, also when its client has gone. */
  export function waitUntil(promise: Promise<unknown>): void
}
