import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A self-signed certificate of 127.0.0.1 and localhost, made by the `keytool` of the Java that runs the broker. */
export interface Certificate {
  /** PKCS12, as the broker reads it. */
  readonly keystore: string
  readonly password: string
  /** The certificate in PEM: who trusts it trusts the broker. */
  readonly pem: string
}

export function makeCertificate(folder: string): Certificate {
  const keystore = join(folder, 'broker.p12')
  const pemFile = join(folder, 'broker.pem')
  const password = 'of-a-test'
  const store = ['-keystore', keystore, '-storetype', 'PKCS12', '-storepass', password, '-alias', 'broker']
  const subject = ['-dname', 'CN=localhost', '-ext', 'san=dns:localhost,ip:127.0.0.1', '-ext', 'bc=ca:true']
  keytool(['-genkeypair', ...store, ...subject, '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '30'])
  keytool(['-exportcert', '-rfc', ...store, '-file', pemFile])
  return { keystore, password, pem: readFileSync(pemFile, 'utf8') }
}

function keytool(args: readonly string[]): void {
  execFileSync('keytool', args, { stdio: 'pipe' })
}
