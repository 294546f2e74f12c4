/** One sheet, no images, no fonts to load. Colours are the shop's. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#f5f6f9;--card:#fff;--ink:#14171f;--soft:#5a6170;--line:#dfe2ea;--seat:#bcc2ce;--accent:#2947d8;--on-accent:#fff;--warn-bg:#fdf1dc;--warn:#8a5200;--glow:#2947d81f}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--card:#171a21;--ink:#f0f2f6;--soft:#a5adbd;--line:#2d333f;--seat:#434a58;--accent:#91a4ff;--on-accent:#0c1130;--warn-bg:#35270d;--warn:#f0bd6a;--glow:#91a4ff24}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
body{min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--bg);color:var(--ink);font:1rem/1.55 Inter,Pretendard,"Apple SD Gothic Neo","Noto Sans KR",NanumGothic,system-ui,-apple-system,"Segoe UI",Roboto,"Malgun Gothic",sans-serif;-webkit-text-size-adjust:100%}
:lang(ko){word-break:keep-all;overflow-wrap:anywhere}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:max(1rem,env(safe-area-inset-top)) 1.25rem 0;width:100%;max-width:64rem;margin:0 auto}
.brand,#language{white-space:nowrap}
.brand{display:flex;align-items:center;gap:.6rem;font-weight:700;letter-spacing:-.01em}
.brand svg{width:1.75rem;height:1.75rem;flex:none}
.brand span{font-weight:400;color:var(--soft)}
main{flex:1;width:100%;max-width:30rem;margin:0 auto;padding:1rem 1.25rem 2rem;display:flex;flex-direction:column}
#hall{display:block;width:100%;max-width:16rem;margin:0 auto 1rem;overflow:visible}
.stage{fill:none;stroke:var(--accent);stroke-width:9;stroke-linecap:round;filter:drop-shadow(0 6px 14px var(--accent))}
.row{fill:none;stroke:var(--seat);stroke-width:8;stroke-linecap:round;stroke-dasharray:0 1;transition:opacity .8s}
.behind{opacity:.45}
#you{fill:var(--accent);stroke:var(--bg);stroke-width:3;transition:cy 1.2s cubic-bezier(.3,0,.2,1),opacity .8s}
.gone{opacity:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.375rem 1.5rem;box-shadow:0 1px 2px #0b10200a,0 12px 32px #0b102010}
h1{font-size:1.375rem;line-height:1.25;letter-spacing:-.015em;text-wrap:balance}
.sentence{margin-top:.4rem;color:var(--soft);text-wrap:pretty}
.notice{margin:0 0 1rem;padding:.7rem .9rem;border-radius:.75rem;background:var(--warn-bg);color:var(--warn);font-size:.9375rem}
#line{margin-top:1rem}
.message{margin-top:1rem;padding:.7rem .9rem;border-radius:.75rem;border-inline-start:3px solid var(--accent);background:var(--glow);overflow-wrap:anywhere}
.label{color:var(--soft);font-size:.9375rem}
.big{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem}
#position{font-size:clamp(3.25rem,16vw,4.75rem);line-height:1.1;font-weight:700;letter-spacing:-.035em;white-space:nowrap}
#position.long{font-size:clamp(2.25rem,10.5vw,3.5rem)}
#of-waiting{color:var(--soft)}
progress{appearance:none;-webkit-appearance:none;display:block;width:100%;height:.5rem;margin:.7rem 0 1rem;border:0;border-radius:1rem;overflow:hidden;background:var(--line);color:var(--accent)}
progress::-webkit-progress-bar{background:var(--line);border-radius:1rem}
progress::-webkit-progress-value{background:var(--accent);border-radius:1rem;transition:inline-size 1.2s ease-out}
progress::-moz-progress-bar{background:var(--accent);border-radius:1rem}
dl{border-top:1px solid var(--line)}
dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft)}
dd{font-weight:600;font-variant-numeric:tabular-nums}
.keep{margin-top:1rem;color:var(--soft);font-size:.875rem}
.act{margin-top:1rem;display:flex;flex-wrap:wrap;gap:.6rem}
.act:has(>#leave[hidden]+#again[hidden]){display:none}
button,.button{font:inherit;font-weight:600;line-height:1.25;min-height:2.75rem;padding:.65rem 1.1rem;border:1px solid var(--line);border-radius:.75rem;background:transparent;color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
button:hover,.button:hover{border-color:var(--soft)}
.strong{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.quiet{border-color:transparent;color:var(--soft);padding-inline:.75rem;margin-inline:-.75rem;text-decoration:underline;text-underline-offset:.2em;font-weight:500}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
dialog{margin:auto;max-width:min(24rem,calc(100vw - 2rem));padding:1.5rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);color:var(--ink);box-shadow:0 24px 64px #0006}
dialog::backdrop{background:#080a1080}
dialog h2{font-size:1.2rem;letter-spacing:-.01em}
dialog p{margin-top:.4rem;color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[data-situation=entering] #you,[data-situation=next] #you{animation:glow 2.4s ease-in-out infinite}
@keyframes glow{50%{stroke:var(--glow);stroke-width:16}}
@media (min-width:60rem){main{max-width:64rem;flex-direction:row;align-items:center;gap:3rem}#hall{width:0;max-width:none;flex:1;margin:0}.card{flex:0 0 27rem;padding:2rem}}
@media (max-width:22rem){header{font-size:.9375rem;padding-inline:.9rem;gap:.5rem}main{padding-inline:.75rem}.card{padding:1.15rem}}
@media (prefers-reduced-motion:reduce){*,*::before,*::after,progress::-webkit-progress-value{transition:none!important;animation:none!important}}
@media (forced-colors:active){.stage,#you{stroke:CanvasText;fill:CanvasText}progress{border:1px solid}}
`;
