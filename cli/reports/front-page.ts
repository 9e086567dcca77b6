import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dashboards, notebooks } from './sites.ts'

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #1f2937 }
h1 { font-size: 1.5rem } li { margin: .75rem 0 } a { color: #1d4ed8 } small { color: #6b7280 }`

/** The page at `/`: which reports there are. */
export function frontPage(dir: string): string {
  const items = [dashboards, notebooks].map(({ name, title }) =>
    existsSync(join(dir, name, 'index.html'))
      ? `<li><a href="/${name}/">${title}</a></li>`
      : `<li>${title} <small>not built yet; reload this page in a minute</small></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trunkline reports</title>
<link rel="icon" href="data:,"><style>${STYLE}</style>
</head>
<body><h1>Trunkline reports</h1><ul>${items.join('')}</ul></body>
</html>
`
}
