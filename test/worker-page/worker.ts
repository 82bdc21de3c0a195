import { serveWebShard } from '@trpo/core/web'
import { createShard } from './shard.ts'

declare const self: { readonly name: string }

// A script may take its time, as one that awaits what it needs.
setTimeout(() => serveWebShard(createShard), 50)

// The page names one worker so: it shall fail outside of any call.
if (self.name === 'fails')
  setTimeout(() => {
    throw new Error('told to fail')
  }, 100)
