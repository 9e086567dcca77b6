/** Text between tags. */
export function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text between double quotes of a tag. */
export function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;')
}

/** Words of a description, in which `name` between backticks is code. */
export function prose(value: string): string {
  return text(value).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** `2026-11-29 09:52 UTC` of an instant in ISO 8601. */
export function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}

/** A table; cells are HTML. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, list: readonly string[]) => list.map((cell) => `<${tag}>${cell}</${tag}>`).join('')
  return (
    `<div class="wide"><table><thead><tr>${cells('th', head)}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table></div>`
  )
}

/** A whole page; `root` is the way back to the site's folder, such as `../`. */
export function page(title: string, root: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${root}style.css"></head>
<body data-root="${root}"><header><a class="home" href="${root}index.html">Models</a>
<div class="search"><input id="search" type="search" placeholder="Search models, columns, events ( / )" autocomplete="off"
 role="combobox" aria-expanded="false" aria-controls="found" aria-label="Search"><ul id="found" role="listbox" hidden></ul></div>
<button id="theme" type="button" aria-label="Light or dark">◐</button></header>
<main>${body}</main><script src="${root}search-index.js"></script><script src="${root}browser.js"></script></body></html>
`
}
