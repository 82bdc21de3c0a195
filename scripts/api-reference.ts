import { Application, LiteralType, Logger, LogLevel, type ProjectReflection, ReflectionKind } from 'typedoc'

/** A module of the reference: what one import gives. */
interface ApiModule {
  /** What it is imported as, and its title. */
  readonly specifier: string
  /** Absolute path of its TypeScript file. */
  readonly source: string
  /** Markdown to open its page with. */
  readonly introduction?: string
}

/** Where the sources of some modules stand. */
export interface ApiSettings {
  readonly modules: readonly ApiModule[]
  /**
   * The names in the package.json files around the sources. TypeDoc asks only symbols of these packages for a
   * docstring; left to itself it would ask those of the working directory's package, which in a workspace has none.
   */
  readonly packages: readonly string[]
  /** Absolute path of the tsconfig.json whose files contain the sources. */
  readonly tsconfig: string
}

/** The reference of some modules, read from their docstrings. */
export interface ApiReference {
  /** A line for everything public without a docstring, each type that is used but not exported, each broken link. */
  readonly problems: readonly string[]
  /** Writes HTML pages into a folder, which is emptied first. */
  write(into: string): Promise<void>
}

/** TypeDoc's log, kept. */
class Messages extends Logger {
  readonly problems: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.problems.push(message)
  }
}

/**
 * Reads the docstrings of all that modules export: functions, constants, classes and types, with the fields and the
 * methods of the last two. A field whose type is one literal (`kind: 'steps'`) says all there is to say by itself.
 *
 * @throws if the sources do not compile
 */
export async function readApi({ modules, packages, tsconfig }: ApiSettings): Promise<ApiReference> {
  const app = await Application.bootstrap({
    name: '@trpo',
    entryPoints: modules.map(({ source }) => source),
    alwaysCreateEntryPointModule: true,
    tsconfig,
    readme: 'none',
    disableGit: true,
    disableSources: true,
    excludePrivate: true,
    packagesRequiringDocumentation: [...packages],
    requiredToBeDocumented: [
      'Variable',
      'Function',
      'Class',
      'Interface',
      'TypeAlias',
      'Constructor',
      'Property',
      'Method',
      'Accessor',
    ],
    validation: { notDocumented: true, notExported: true, invalidLink: true },
  })
  const messages = new Messages()
  app.logger = messages
  const project = await app.convert()
  if (project === undefined) throw new Error(`the sources do not compile:\n${messages.problems.join('\n')}`)
  for (const module of project.children ?? []) {
    const source = project.getSymbolIdFromReflection(module)?.fileName
    const found = modules.find((one) => one.source === source)
    if (found === undefined) continue
    module.name = found.specifier
    if (found.introduction !== undefined) module.readme = [{ kind: 'text', text: found.introduction }]
  }
  app.options.setValue('intentionallyNotDocumented', literalFields(project))
  app.validate(project)

  return {
    problems: messages.problems,
    async write(into) {
      await app.generateDocs(project, into)
      if (app.logger.hasErrors()) throw new Error(`cannot write the reference: ${messages.problems.at(-1)}`)
    },
  }
}

function literalFields(project: ProjectReflection): string[] {
  const names = project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((field) => field.isDeclaration() && field.type instanceof LiteralType && !field.hasComment())
    .map((field) => field.getFriendlyFullName())
  return [...new Set(names)]
}
