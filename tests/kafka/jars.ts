import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mavenFolder } from '../maven.ts'

const pom = join(import.meta.dirname, 'pom.xml')

/** The version of Apache Kafka that `pom.xml` names. */
export const kafkaVersion: string = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))![1]!

/** The folder that holds Apache Kafka's jars, in the user's cache; fetched by Maven (44 MB) when it is not there yet. */
export function kafkaJars(): Promise<string> {
  return mavenFolder({
    name: `kafka-${kafkaVersion}`,
    pom,
    what: `the broker of the tests, Apache Kafka ${kafkaVersion},`,
    goals: (folder) => [['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`]],
    hint: ', or set KAFKA_BROKERS to the address of a broker',
  })
}
