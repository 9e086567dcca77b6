/** What a feeds file imports: `import { feeds } from 'trunkline/feeds'`. */
export { type FeedDefinition, type FolderFeedDefinition, feeds, type KafkaFeedDefinition } from './watch/feeds_file.ts'
