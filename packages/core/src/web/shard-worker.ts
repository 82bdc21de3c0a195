import { serveWebShard } from './serve-web-shard.ts'

serveWebShard()
