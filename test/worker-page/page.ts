import type { WorkerReplacement } from '@trpo/core'
import { type WebWorker, webWorkerShards, webWorkerTasks } from '@trpo/core/web'
import { createShard, type PageConfig } from './shard.ts'
import { run, train } from './train.ts'

declare const Worker: new (url: URL, options: { readonly type: 'module'; readonly name: string }) => WebWorker
declare const location: { readonly href: string }
declare const document: { readonly body: { textContent: string } }

/** What a page found. */
export interface PageResult {
  /** Bits by where the shards lived. */
  readonly bits: { readonly [host: string]: string }
  /** Why workers were replaced. */
  readonly replaced: readonly string[]
}

/** Trains in this thread, and in workers of each kind. */
async function trainInPage(): Promise<PageResult> {
  const config: PageConfig = { seed: run.seed }
  const replaced: string[] = []
  const onReplaced = ({ reason }: WorkerReplacement) => replaced.push(reason)
  const { lanes } = run
  let made = 0
  const worker = () => {
    // One of them fails, and is replaced.
    const name = made++ === 1 ? 'fails' : 'works'
    return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })
  }
  return {
    bits: {
      'this thread': await train([await createShard(config, { first: 0, last: 12 })]),
      'workers of its own': await train(
        webWorkerShards({ worker, config, lanes, workers: 3, onReplaced }),
        webWorkerTasks({ worker }),
      ),
      'workers that import a module': await train(
        webWorkerShards({ module: new URL('/shard.js', location.href), config, lanes, workers: 2 }),
        webWorkerTasks(),
      ),
    },
    replaced,
  }
}

const result = await trainInPage().then(JSON.stringify, String)
document.body.textContent = result
await fetch('/result', { method: 'POST', body: result })
