import { serveWebShard } from '@trpo/core/web'
import { createShard } from './shard.ts'

declare const self: { readonly name: string }

serveWebShard(createShard)

// The page names one worker so: it shall fail outside of any call.
if (self.name === 'fails')
  setTimeout(() => {
    throw new Error('told to fail')
  }, 0)
