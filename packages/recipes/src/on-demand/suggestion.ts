/** What a name that is not known may have meant: a page loads it when it says so. */
export { suggestion } from '../nearest.ts'
