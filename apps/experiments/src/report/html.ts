/** A text as HTML, with its special characters escaped. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A two-column table: names and values. */
export function factsTable(rows: readonly (readonly [name: string, value: string])[]): string {
  const body = rows.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  )
  return `<table><tbody>${body.join('')}</tbody></table>`
}

/** A tile with a large number and what it is. */
export function tile(value: string, label: string): string {
  return `<div class="tile"><b>${escapeHtml(value)}</b><span>${escapeHtml(label)}</span></div>`
}

/** A chart with its title and caption. `svg` is markup. */
export function figure(title: string, caption: string, svg: string): string {
  return `<figure><h2>${escapeHtml(title)}</h2>${svg}<figcaption>${escapeHtml(caption)}</figcaption></figure>`
}

/** A whole page that needs nothing else: no script, no font, no picture from elsewhere. `body` is markup. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}

const STYLE = `
:root { --ground: #fff; --card: #f6f7f9; --text: #1c1f24; --dim: #5d6470; --line: #dfe2e7; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161a; --card: #1d2026; --text: #e4e6ea; --dim: #a0a7b2; --line: #31363f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 4px; }
h2 { font-size: 15px; margin: 0 0 8px; }
.section { font-size: 19px; margin: 36px 0 12px; }
p { margin: 4px 0; }
.dim, figcaption { color: var(--dim); font-size: 13px; }
.warning { border-left: 4px solid #d5803b; padding: 4px 12px; margin: 14px 0; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 8px 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(116px, 1fr)); gap: 10px; margin: 20px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tile b { display: block; font-size: 17px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tile span { display: block; color: var(--dim); font-size: 12.5px; line-height: 1.35; }
@media (max-width: 560px) {
  main { padding: 14px 14px 40px; }
  h1 { font-size: 21px; overflow-wrap: anywhere; }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(96px, 1fr)); gap: 6px; margin: 12px 0; }
  .tile { padding: 5px 8px; border-radius: 6px; }
  .tile b { font-size: 15px; line-height: 1.3; }
  .tile span { font-size: 11px; line-height: 1.25; }
  figure { padding: 10px; }
}
.gait { margin: 14px 0; }
.gait svg { max-width: 760px; margin: 0 auto; }
details { margin-top: 14px; }
summary { cursor: pointer; font-size: 19px; margin: 22px 0 12px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 14px; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { text-align: left; padding: 4px 10px; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: normal; }
th { color: var(--dim); width: 40%; }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 14px 28px; align-items: start; }
`
