// What each worker runs: the shard of its lane groups, built from the config that the page sends.
import { serveWebShard } from '@trpo/core/web'
import { buildShard, loadEnvironment } from '@trpo/recipes'

serveWebShard(async (config, groups) => buildShard(config, await loadEnvironment(config), groups))
