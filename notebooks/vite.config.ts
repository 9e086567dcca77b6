import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { config, observable } from '@observablehq/notebook-kit/vite'
import { type Alias, defineConfig } from 'vite'
import { martCells } from './vite/mart-cells.ts'
import { MISSING, offline } from './vite/offline.ts'

const root = join(import.meta.dirname, 'pages')
const pages = readdirSync(root).filter((name) => name.endsWith('.html'))
const kit = config()

export default defineConfig({
  ...kit, // its base './' lets the site stand under any path
  root,
  // The kit's alias for `npm:` leads to a CDN; offline() answers it instead.
  resolve: { alias: ((kit.resolve?.alias ?? []) as Alias[]).filter((alias) => !alias.customResolver) },
  plugins: [
    offline(import.meta.dirname),
    observable({
      transformTemplate: (html) => html.replace('</head>', '<link rel="icon" href="data:,"></head>'),
      transformNotebook: martCells({
        url: process.env.CLICKHOUSE_URL ?? 'http://127.0.0.1:8123',
        username: process.env.CLICKHOUSE_USER ?? 'default',
        password: process.env.CLICKHOUSE_PASSWORD ?? '',
        prefix: process.env.TRUNKLINE_PREFIX ?? '',
      }),
    }),
  ],
  optimizeDeps: {
    exclude: ['observable:runtime', '@observablehq/notebook-kit'], // pre-bundled, it would keep its CDN addresses
    include: ['@observablehq/plot', '@observablehq/inputs', 'd3', 'htl'],
  },
  server: { host: '127.0.0.1' },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    rollupOptions: {
      input: pages.map((name) => join(root, name)),
      // What a package that is not installed would export: known, and harmless while no cell uses it.
      onwarn: (warning, warn) => {
        if (warning.code !== 'IMPORT_IS_UNDEFINED' || !warning.message.includes(MISSING)) warn(warning)
      },
    },
  },
})
