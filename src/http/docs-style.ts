// The style sheet of the reference, kept in the page: it loads nothing.

export const DOCS_STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf7;--raised:#fff;--ink:#1b1d21;--quiet:#5b616b;--line:#e3e1da;--accent:#0a5c86}
@media (prefers-color-scheme:dark){:root{--paper:#14161a;--raised:#1c1f25;--ink:#e8e6e1;--quiet:#a0a6b0;--line:#2c3038;--accent:#6cc0ea}}
*{box-sizing:border-box}
html{scroll-padding-top:16px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/28px system-ui,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
a{color:var(--accent);text-underline-offset:3px}
a:focus-visible,pre:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;background:var(--raised);padding:4px 12px}
.page{display:grid;grid-template-columns:minmax(0,1fr);max-width:1180px;margin:0 auto;padding:0 16px}
nav{padding:24px 0 0;font-size:14px;line-height:24px}
nav strong{font-size:20px;line-height:30px}
nav ul{list-style:none;margin:0 0 8px;padding:0;display:flex;flex-wrap:wrap;gap:0 16px}
nav a{display:inline-block;text-decoration:none;padding:0;overflow-wrap:anywhere}
nav a:hover{text-decoration:underline}
nav h2{font-size:13px;line-height:20px;margin:12px 0 0;color:var(--quiet);font-weight:600}
main{min-width:0;padding:24px 0 64px}
h1{font-size:28px;line-height:40px;margin:0 0 8px;font-weight:600}
h2{font-size:20px;line-height:30px;margin:40px 0 8px;font-weight:600}
h3{font-size:16px;line-height:28px;margin:0 0 4px;font-weight:600;overflow-wrap:anywhere}
h4{font-size:13px;line-height:20px;margin:16px 0 4px;color:var(--quiet);font-weight:600}
p{margin:0 0 12px;max-width:44em}
.quiet{color:var(--quiet);font-size:13px;line-height:20px}
article{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:16px;margin:0 0 16px}
article:target{border-color:var(--accent)}
code,pre{font:.9em/20px ui-monospace,"SF Mono",Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{font-size:13px;margin:0 0 8px;padding:12px;background:var(--paper);border:1px solid var(--line);border-radius:6px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
pre code{font-size:13px}
details pre{max-height:480px;overflow:auto}
summary{cursor:pointer;font-size:13px;line-height:24px;color:var(--accent)}
.method{display:inline-block;min-width:44px;margin-right:8px;padding:0 6px;border:1px solid var(--accent);border-radius:4px;color:var(--accent);font:600 12px/20px ui-monospace,Menlo,Consolas,monospace;text-align:center}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:22px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--quiet);font-size:13px;line-height:20px;font-weight:600}
tbody th{font-weight:400}
tbody th code{white-space:nowrap}
td:last-child{padding-right:0;min-width:180px}
.need{color:var(--quiet);font-size:12px}
@media (min-width:960px){.page{grid-template-columns:250px minmax(0,1fr);column-gap:40px}nav ul{display:block}nav{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding-bottom:24px}}
@media print{nav{display:none}article{break-inside:avoid}}
`
