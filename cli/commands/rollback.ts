import { rollback as rollBack } from '../../transforms/run/rollback.ts'
import { standingEnvironment } from '../environment.ts'
import { type CommonOptions, withSession } from '../session.ts'

/** `trunkline rollback`: publishes again what the newest run replaced. */
export async function rollback(options: CommonOptions & { readonly breakLock?: boolean }): Promise<void> {
  await withSession(options, async (session) => {
    const { warehouse, print } = session
    const environment = await standingEnvironment(session)
    const published = await rollBack(warehouse, environment, { breakLock: options.breakLock ?? false })
    const rows = published.map(({ model, physical }) => ({ model, now: physical === '' ? 'gone' : physical }))
    if (options.json) return print(JSON.stringify(rows))
    for (const { model, now } of rows) print(`${model}: ${now}`)
    print(`${rows.length} models are as they were before; the next run finds them due`)
  })
}
