/**
 * Names in an error message, separated by commas: `a, b, c`. A long list is cut after as many names as fit, at least one, and the
 * rest is counted: `a, b and 40 more`.
 *
 * @param none stands for an empty list
 * @param most characters that the names may take up
 */
export function listed(names: readonly string[], none = 'none', most = 120): string {
  if (names.length === 0) return none
  let text = names[0]
  for (let i = 1; i < names.length; i++) {
    const longer = `${text}, ${names[i]}`
    if (longer.length > most) return `${text} and ${names.length - i} more`
    text = longer
  }
  return text
}
