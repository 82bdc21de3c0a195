/** What only environments that are not of the registry take: a page loads it when it gives one. */
export { tryEnvironment } from '../environments/try-environment.ts'
