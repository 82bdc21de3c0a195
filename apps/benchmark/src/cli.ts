import { main } from './main.ts'

const code = await main(process.argv.slice(2))
// Contestants that were started before something failed would keep this process alive; they end when it does.
if (code !== 0) process.exit(code)
