#!/usr/bin/env node
// Starts the command line on Node 24. An older Node re-executes this file with the one that the npm package `node`
// brings; plain JavaScript on purpose, because an old Node must be able to read it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as module from 'node:module'
import { dirname, join } from 'node:path'

const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Half of a short command's time went into reading the same source again. In the system's temporary folder.
  module.enableCompileCache()
  const main = existsSync(join(import.meta.dirname, 'main.ts')) ? './main.ts' : './main.js'
  const program = await import(main).catch(withoutPackages)
  await program.main(process.argv.slice(2))
} else {
  const node = packagedNode()
  if (!node) {
    console.error(
      `trunkline: Node ${NEEDED} or newer is needed, this is ${process.version}.\n` +
        'hint: run `npm ci` here (it brings Node 24 along), or install Node 24 and try again.',
    )
    process.exit(3)
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  })
  // The terminal sends Ctrl-C to both of us; we stay until the child has stopped everything in order.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function withoutPackages(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.startsWith('Cannot find package')) throw error
  console.error(`trunkline: ${error.message}\nhint: run \`npm ci\` in ${dirname(import.meta.dirname)}`)
  process.exit(3)
}

function packagedNode() {
  try {
    const manifest = module.createRequire(import.meta.url).resolve('node/package.json')
    const node = join(dirname(manifest), 'bin', 'node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}
