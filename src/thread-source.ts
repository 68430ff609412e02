// What a thread runs first. In the compiled program another module stands in its place (`cli/compile.ts`).

/**
 * The source of a thread whose TypeScript is `entry`. Node 20 does not hand a loader down to its threads: it registers its
 * own.
 */
export function threadSource(entry: URL): string {
  const loader = import.meta.resolve('tsx/esm/api')
  return `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(entry.href)}) })`
}
