export { type BuildReportsOptions, type BuiltReports, buildReports, type MartsAddress } from './build.ts'
export { type ReportServer, type ServeReportsOptions, serveReports } from './serve.ts'
