/** The site's one style sheet: system fonts, light and dark by the reader's system or by the button. */
export const style = `:root{color-scheme:light;--back:#fff;--ink:#1b1f24;--soft:#5b6570;--line:#d9dee3;--fill:#f4f6f8;--link:#0b5cad;--mark:#e7f0fb}
:root[data-theme=dark]{color-scheme:dark;--back:#14171a;--ink:#e6e9ec;--soft:#9aa5b1;--line:#333a42;--fill:#1d2227;--link:#7db8f5;--mark:#1b324b}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--back:#14171a;--ink:#e6e9ec;--soft:#9aa5b1;--line:#333a42;--fill:#1d2227;--link:#7db8f5;--mark:#1b324b}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
header{position:sticky;top:0;z-index:2;display:flex;gap:16px;align-items:center;padding:10px 24px;background:var(--back);border-bottom:1px solid var(--line)}
.home{font-weight:600}.search{position:relative;flex:1;max-width:560px}
#search{width:100%;padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--fill);color:inherit;font:inherit}
#found{position:absolute;top:100%;left:0;right:0;margin:4px 0 0;padding:4px;list-style:none;max-height:60vh;overflow:auto;background:var(--back);border:1px solid var(--line);border-radius:6px;box-shadow:0 6px 20px #0003}
#found a{display:block;padding:4px 8px;border-radius:4px;color:inherit;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}#found [aria-selected=true] a{background:var(--mark)}
#found small,.soft{color:var(--soft)}
#theme{margin-left:auto;border:1px solid var(--line);border-radius:6px;background:var(--fill);color:inherit;font:inherit;padding:4px 10px;cursor:pointer}
main{max-width:1240px;margin:0 auto;padding:16px 24px 80px}
h1{font-size:24px;margin:12px 0 4px}h2{font-size:17px;margin:32px 0 8px}
p{max-width:80ch}
.wide,.graph{overflow-x:auto}
.graph{border:1px solid var(--line);border-radius:6px;padding:8px;background:var(--fill)}
svg path{fill:none;stroke:var(--soft);stroke-opacity:.55}
svg rect{fill:var(--back);stroke:var(--line)}svg .center rect{fill:var(--mark);stroke:var(--link)}
svg text{font:11px ui-monospace,monospace;fill:var(--ink)}svg a:hover rect,svg a:focus rect{stroke:var(--link)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500;white-space:nowrap}td:target,tr:target{background:var(--mark)}
code,pre{font:13px ui-monospace,monospace}code{overflow-wrap:break-word}
pre{overflow-x:auto;padding:12px;background:var(--fill);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0}dt{color:var(--soft)}dd{margin:0}
.failed,.error{color:#c0392b}:root[data-theme=dark] .failed,:root[data-theme=dark] .error{color:#ff8a80}.warned{color:#b7791f}
summary{cursor:pointer;color:var(--link)}
`
