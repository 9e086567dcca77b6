import { type Command, Option } from 'commander'
import { kafkaClientNames } from '../ingest/sources/kafka/connection.ts'
import { define } from './define.ts'

/** `ingest`, `produce`, `quarantine`, `ledger`. */
export function defineLanding(root: Command): void {
  define(root, 'ingest', 'land events from files, folders, Kafka or standard input, each record once', [
    'trunkline ingest events.ndjson.gz',
    'trunkline ingest calls.csv --mapping my-feed.ts --dry-run',
    'trunkline ingest exports/ --mapping churn_bigml',
    'zcat calls.gz | trunkline ingest - --mapping my-feed.ts',
    'trunkline ingest kafka://broker:9092/cdr --mapping my-feed.ts --watch',
    'trunkline ingest /var/cdr --mapping threegpp_cdr --watch --done /var/cdr/done --failed /var/cdr/failed',
    'trunkline ingest --feeds feeds.ts --watch',
  ])
    .argument('[paths...]', 'files, folders, kafka://broker:9092/topic, or - for standard input')
    .option('--mapping <name-or-file>', 'a built-in mapping, or a file of your own')
    .option('--contract <name>', 'for a CSV whose header has the fields of this contract')
    .option('--feed <name>', 'name of the feed; default: the mapping’s name')
    .option('--dry-run', 'show the first events and every reject; write nothing')
    .option('--batch-rows <n>', 'records in a batch of a file (100000)')
    .option('--watch', 'go on until stopped: folders are watched, topics followed')
    .option('--feeds <file>', 'follow the feeds of this file; docs/kafka.md shows one')
    .option('--health-port <n>', 'port of /metrics and /healthz on loopback with --watch; 0 for any, or none', '9464')
    .option('--group <name>', 'Kafka: consumer group; default: trunkline-<feed>')
    .option('--generation <n>', 'Kafka: 2 after a topic was deleted and made anew, then 3 (1)')
    .addOption(new Option('--client <name>', 'Kafka: client library').choices([...kafkaClientNames]))
    .option('--pattern <glob>', 'folder: names that are taken')
    .option('--done <where>', 'folder: what becomes of a file that has landed: keep, delete, or a folder', 'keep')
    .option('--failed <where>', 'folder: what becomes of a file that cannot be read: keep, or a folder', 'keep')
    .option('--growing', 'folder: files are appended to; whole lines land as they come')
    .option('--sequence <regexp>', 'folder: how names are numbered, so that gaps are seen')
    .action(async (paths, options) => (await import('./commands/ingest.ts')).ingest(paths, options))

  define(
    root,
    'produce',
    'send the sample operator’s events, or the lines of files, to a Kafka topic',
    [
      'trunkline produce simulator kafka://localhost:9092/events --create-partitions 4',
      'trunkline produce cdr.ndjson kafka://localhost:9092/cdr --key served_number --rate 500',
      'trunkline produce calls.csv kafka://localhost:9092/calls --skip-header',
    ],
    { environment: false },
  )
    .argument('<source>', 'simulator, a file, or a folder')
    .argument('<topic>', 'kafka://broker:9092/topic')
    .option('--key <field>', 'field of JSON messages that is their key: those of one key keep their order')
    .option('--rate <n>', 'messages a second at most')
    .option('--compression <name>', 'none, gzip, snappy, lz4 or zstd', 'lz4')
    .option('--create-partitions <n>', 'make the topic with so many partitions when it does not exist')
    .option('--skip-header', 'leave the first line of each file out')
    .option('--whole', 'each file is one message')
    .option('--subscribers <n>', 'size of the sample operator', '3000')
    .option('--months <n>', 'months of events of the sample operator', '6')
    .option('--seed <n>', 'another seed makes another operator', '1')
    .action(async (source, topic, options) => (await import('./commands/produce.ts')).produce(source, topic, options))

  const quarantine = root.command('quarantine').description('records that could not land: list, show, replay')
  filtered(
    define(quarantine, 'list', 'rejects by feed, reason and field', [
      'trunkline quarantine list --feed my-feed',
      'trunkline quarantine list --since 6h --records',
      'trunkline quarantine list --file calls/0 --records',
    ]),
  )
    .option('--records', 'one by one instead of by reason')
    .option('--limit <n>', 'lines at most', '100')
    .action(async (options) => (await import('./commands/quarantine.ts')).list(options))
  define(quarantine, 'show', 'one reject, verbatim; bytes as a hex dump', ['trunkline quarantine show 3f0c9a1b-17'])
    .argument('<id>', 'as printed by list')
    .action(async (id, options) => (await import('./commands/quarantine.ts')).showOne(id, options))
  filtered(
    define(quarantine, 'replay', 'try rejects again under a better mapping; each lands once', [
      'trunkline quarantine replay --feed my-feed --mapping my-feed.ts --dry-run',
      'trunkline quarantine replay --feed my-feed --mapping my-feed.ts --field seconds',
      'trunkline quarantine replay --id 3f0c9a1b-17 --mapping my-feed.ts',
    ]),
  )
    .requiredOption('--mapping <name-or-file>', 'the better mapping')
    .option('--id <ids...>', 'only these records')
    .option('--dry-run', 'say what would land and what would not; write nothing')
    .action(async (options) => (await import('./commands/quarantine.ts')).replay(options))

  const ledger = root.command('ledger').description('the landing ledger: how far each input has landed')
  define(ledger, 'rebuild', 'read lost progress back from the landed rows themselves', [
    'trunkline ledger rebuild',
  ]).action(async (options) => (await import('./commands/ledger.ts')).rebuild(options))
}

/** The options that choose among refused records. */
function filtered(command: Command): Command {
  return command
    .option('--feed <name>', 'only this feed')
    .option('--reason <reason>', 'only this reason, such as "bad value"')
    .option('--field <name>', 'only this field')
    .option('--file <name>', 'only this file, or topic and partition such as calls/0')
    .option('--since <when>', 'refused since: 30m, 6h, 2d, or an ISO instant')
}
