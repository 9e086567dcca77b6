import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the local server's configuration beside its data and returns the file's path. `settings` are those of its one user. */
export function writeServerConfig(dir: string, extraXml = '', settings: Readonly<Record<string, number>> = {}): string {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'config.xml')
  const users = join(dir, 'users.xml')
  writeFileSync(users, usersXml(settings))
  writeFileSync(
    file,
    `<clickhouse>
  <users_config>${escapeXml(users)}</users_config>
  <user_files_path>${escapeXml(join(dir, 'user_files'))}/</user_files_path>
  <!-- Otherwise a stop waits five seconds for idle sockets. Clients close theirs sooner. -->
  <keep_alive_timeout>1</keep_alive_timeout>
  <mark_cache_size>268435456</mark_cache_size>
  <logger><level>none</level></logger>
  <!-- A table with nothing to merge is looked after every ten seconds, not twice a second: 3,000 of them took a fifth of a core. An insert wakes it. -->
  <background_processing_pool_thread_sleep_seconds_if_nothing_to_do>10</background_processing_pool_thread_sleep_seconds_if_nothing_to_do>
  <background_processing_pool_task_sleep_seconds_when_no_work_random_part>10</background_processing_pool_task_sleep_seconds_when_no_work_random_part>
  <query_log><database>system</database><table>query_log</table><flush_interval_milliseconds>1000</flush_interval_milliseconds>
    <ttl>event_date + INTERVAL 7 DAY DELETE</ttl></query_log>
  ${extraXml}
</clickhouse>
`,
  )
  return file
}

// Loopback only: whoever can reach these addresses already runs as a user of this machine.
function usersXml(settings: Readonly<Record<string, number>>): string {
  const profile = Object.entries({ async_insert: 0, ...settings }).map(([name, value]) => `<${name}>${value}</${name}>`)
  return `<clickhouse>
  <profiles><default>${profile.join('')}</default></profiles>
  <quotas><default/></quotas>
  <users><default>
    <password></password>
    <networks><ip>::1</ip><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota>
  </default></users>
</clickhouse>
`
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
}
