/**
 * A line of a CSV file (RFC 4180), with its newline: cells that hold a comma, a quotation mark or a line break are quoted.
 * Numbers are written so that they read back as the same double.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cellText).join(',')}\n`
}

function cellText(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
