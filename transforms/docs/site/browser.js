// Runs in the reader's browser, from a file as well as from a server: search by keyboard, light or dark, where a graph begins.
;(() => {
  const root = document.body.dataset.root
  const input = document.getElementById('search')
  const list = document.getElementById('found')
  const entries = window.searchIndex
  let chosen = 0

  const rank = ([, name], words) => {
    const lower = name.toLowerCase()
    const last = lower.split('.').pop()
    if (lower === words[0] || last === words[0]) return 0
    return last.startsWith(words[0]) ? 1 : lower.includes(words[0]) ? 2 : 3
  }
  const find = (question) => {
    const words = question.toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return []
    return entries
      .filter(([kind, name, about]) => words.every((word) => `${kind} ${name} ${about}`.toLowerCase().includes(word)))
      .map((entry, index) => [rank(entry, words), index, entry])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .slice(0, 40)
      .map(([, , entry]) => entry)
  }
  const show = () => {
    const found = find(input.value)
    list.replaceChildren(
      ...found.map(([kind, name, about, href], index) => {
        const item = document.createElement('li')
        item.id = `found-${index}`
        item.role = 'option'
        item.setAttribute('aria-selected', String(index === chosen))
        const link = document.createElement('a')
        link.href = root + href
        link.tabIndex = -1
        link.append(name, ' ')
        const small = document.createElement('small')
        small.textContent = about === '' ? kind : `${kind} · ${about}`
        link.append(small)
        item.append(link)
        return item
      }),
    )
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(found.length > 0))
    if (found.length > 0) input.setAttribute('aria-activedescendant', `found-${chosen}`)
    else input.removeAttribute('aria-activedescendant')
    list.children[chosen]?.scrollIntoView({ block: 'nearest' })
  }
  input.addEventListener('input', () => {
    chosen = 0
    show()
  })
  input.addEventListener('keydown', (event) => {
    const count = list.children.length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (count > 0) chosen = (chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % count
      show()
    } else if (event.key === 'Enter') list.children[chosen]?.firstChild.click()
    else if (event.key === 'Escape') {
      input.value = ''
      show()
      input.blur()
    }
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target === input) return
    event.preventDefault()
    input.focus()
  })
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.search')) list.hidden = true
  })

  // A wide graph shows its own model first; the page itself stays where it is.
  const graph = document.querySelector('.graph')
  const center = graph?.querySelector('.center rect')
  if (center) graph.scrollLeft = center.x.baseVal.value + (center.width.baseVal.value - graph.clientWidth) / 2

  // A page from a file may have no storage.
  const remembered = () => {
    try {
      return localStorage.getItem('theme')
    } catch {
      return null
    }
  }
  const set = (theme) => {
    document.documentElement.dataset.theme = theme
    try {
      localStorage.setItem('theme', theme)
    } catch {}
  }
  const theme = remembered()
  if (theme === 'light' || theme === 'dark') set(theme)
  document.getElementById('theme').addEventListener('click', () => {
    const now = document.documentElement.dataset.theme
    const dark = now === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : now === 'dark'
    set(dark ? 'light' : 'dark')
  })
})()
