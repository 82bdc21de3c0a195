/** Remedies for a module that does not load, by the message of Node. */
const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [
    /TypeScript enum is not supported/,
    'Node takes types out of TypeScript and changes nothing else: write the enum as `const Side = { left: 0, right: 1 } as const`',
  ],
  [
    /TypeScript parameter property is not supported/,
    'Node takes types out of TypeScript and changes nothing else: write the field out, and assign it in the constructor',
  ],
  [
    /TypeScript (namespace|module).* is not supported/,
    'Node takes types out of TypeScript and changes nothing else: write the namespace as a module, or as an object',
  ],
  [
    /TypeScript (import equals|export assignment).* is not supported/,
    "Node takes types out of TypeScript and changes nothing else: write `import x from './x.cjs'`, and `export`",
  ],
  [
    /does not provide an export named|not found\. The requested module/,
    'If the name is a type, import it by `import { type Name }`; or else see how the other file exports it',
  ],
  [/Cannot find (package|module)/, 'Install the package in the folder of the file, or correct the path'],
]

/** The remedy as a sentence that follows the message, or nothing where none is known. */
export function remedyFor(message: string): string {
  const remedy = REMEDIES.find(([said]) => said.test(message))?.[1]
  return remedy === undefined ? '' : `. ${remedy}`
}
