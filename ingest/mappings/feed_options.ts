/** What a built-in mapping of a system's own format is told about one installation of it. */
export interface FeedOptions {
  /** Name of the feed; the mapping's own name when absent. */
  readonly name?: string
  /** IANA zone of the clock that the system writes, such as `Europe/Dublin`; UTC when absent. */
  readonly zone?: string
  /** ISO 3166 country whose national numbers are dialled; when absent numbers stay as dialled. */
  readonly country?: string
}
