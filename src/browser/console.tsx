// The script of the console. A page is added by its file below console/ and one line in console/pages.ts.
import { render } from 'hono/jsx/dom'
import { Shell } from './console/shell.tsx'

const root = document.getElementById('app')
if (root !== null) render(<Shell />, root)
