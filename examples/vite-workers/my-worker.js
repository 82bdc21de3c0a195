// What each worker runs: the shard of its lane groups, built from the config that the page sends.
import { serveWebShard } from '@trpo/core/web'
import { buildRun, buildShard, loadEnvironment } from '@trpo/recipes'

serveWebShard(async (config, groups) => {
  const environment = await loadEnvironment(config)
  return buildShard(await buildRun(config, environment), environment, groups)
})
