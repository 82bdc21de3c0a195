export { listed } from './messages/listed.ts'
export { messageOf } from './messages/message-of.ts'
export { outline } from './messages/outline.ts'
export { show } from './messages/show.ts'
