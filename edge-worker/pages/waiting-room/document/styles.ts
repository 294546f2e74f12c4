import { PAGE_COLOURS } from '@frontrow/protocol';

const { light, dark } = PAGE_COLOURS;

const COLOURS = `
:root{color-scheme:light dark;--bg:${light.background};--card:${light.card};--ink:${light.ink};--soft:#565d6c;--on-bg:var(--ink);--soft-on-bg:var(--soft);--line:#dfe2ea;--edge:#7d8596;--seat:#bcc2ce;--accent:#2947d8;--on-accent:#fff;--warn-bg:#fdf1dc;--warn:#7d4a00;--glow:#2947d81f}
@media (prefers-color-scheme:dark){:root{--bg:${dark.background};--card:${dark.card};--ink:${dark.ink};--soft:#a5adbd;--line:#2d333f;--edge:#7b8496;--seat:#434a58;--accent:#91a4ff;--on-accent:#0c1130;--warn-bg:#35270d;--warn:#f0bd6a;--glow:#91a4ff24}}
`;

const LAYOUT = `
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
body{min-block-size:100vh;min-block-size:100dvh;display:flex;flex-direction:column;background:var(--bg);color:var(--ink);font:1rem/1.55 Inter,Pretendard,"Apple SD Gothic Neo","Noto Sans KR",NanumGothic,system-ui,-apple-system,"Segoe UI",Roboto,"Malgun Gothic",sans-serif;-webkit-text-size-adjust:100%}
:lang(ja){font-family:Inter,"Hiragino Sans","Noto Sans JP",Meiryo,system-ui,sans-serif}
:lang(ko){word-break:keep-all;overflow-wrap:anywhere}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding-block:max(1rem,env(safe-area-inset-top)) 0;padding-inline:1.25rem;inline-size:100%;max-inline-size:66rem;margin-inline:auto;color:var(--on-bg)}
.brand{display:flex;align-items:center;gap:.6rem;min-inline-size:0;font-weight:700;letter-spacing:-.01em;white-space:nowrap}
.brand svg{inline-size:1.75rem;block-size:1.75rem;flex:none}
.logo{max-block-size:2.25rem;max-inline-size:9rem;object-fit:contain}
.brand span{font-weight:400;color:var(--soft-on-bg)}
#language{font:inherit;font-size:.9375rem;min-block-size:2.75rem;padding-inline:.6rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--card);color:var(--ink)}
main{flex:1;inline-size:100%;max-inline-size:30rem;margin-inline:auto;padding:1rem 1.25rem 2rem;display:flex;flex-direction:column}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.375rem 1.5rem;box-shadow:0 1px 2px #0b10200a,0 12px 32px #0b102010}
h1{font-size:1.375rem;line-height:1.25;letter-spacing:-.015em;text-wrap:balance}
.event{margin-block-end:.3rem;color:var(--accent);font-weight:600;font-size:.9375rem;overflow-wrap:anywhere}
.sentence{margin-block-start:.4rem;color:var(--soft);text-wrap:pretty}
.notice,.why{padding:.7rem .9rem;border-radius:.75rem;background:var(--warn-bg);color:var(--warn);font-size:.9375rem}
.notice{margin-block-end:1rem}
.why{margin-block-start:.75rem}
.why:empty{display:none}
#line,#clock,#challenge{margin-block-start:1rem}
#challenge{min-block-size:4.25rem}
.message{margin-block-start:1rem;padding:.7rem .9rem;border-radius:.75rem;border-inline-start:3px solid var(--accent);background:var(--glow);overflow-wrap:anywhere}
.label,.soft{color:var(--soft);font-size:.9375rem}
.big{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem}
#position,#countdown{font-size:clamp(3.25rem,16vw,4.75rem);line-height:1.1;font-weight:700;letter-spacing:-.035em}
#position{white-space:nowrap}
#countdown{font-variant-numeric:tabular-nums;letter-spacing:-.02em}
#position.long,#countdown{font-size:clamp(2.25rem,10.5vw,3.5rem)}
body:not([data-situation^=prequeue]):not([data-situation=early]) #countdown{font-size:1.5rem}
#of-waiting{color:var(--soft)}
.keep{margin-block-start:1rem;color:var(--soft);font-size:.875rem}
.act{margin-block-start:1rem;display:flex;flex-wrap:wrap;gap:.6rem}
.act:not(:has(>:not([hidden]))){display:none}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

const LINE = `
progress{appearance:none;-webkit-appearance:none;display:block;inline-size:100%;block-size:.5rem;margin-block:.7rem 1rem;border:0;border-radius:1rem;overflow:hidden;background:var(--line);color:var(--accent)}
progress::-webkit-progress-bar{background:var(--line);border-radius:1rem}
progress::-webkit-progress-value{background:var(--accent);border-radius:1rem;transition:inline-size 1.2s ease-out}
progress::-moz-progress-bar{background:var(--accent);border-radius:1rem}
dl{border-block-start:1px solid var(--line)}
dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding-block:.45rem;border-block-end:1px solid var(--line)}
dt{color:var(--soft)}
dd{font-weight:600;font-variant-numeric:tabular-nums}
`;

const CONTROLS = `
button,.button{font:inherit;font-weight:600;line-height:1.25;min-block-size:2.75rem;padding:.65rem 1.1rem;border:1px solid var(--edge);border-radius:.75rem;background:transparent;color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
button:hover,.button:hover{border-color:var(--ink)}
button:disabled{opacity:.55;cursor:default}
.strong{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.quiet{border-color:transparent;color:var(--soft);padding-inline:.75rem;margin-inline:-.75rem;text-decoration:underline;text-underline-offset:.2em;font-weight:500}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
header :focus-visible{outline-color:var(--on-bg)}
a{color:var(--accent);overflow-wrap:anywhere}
a.strong{color:var(--on-accent)}
input:not([type]){font:inherit;flex:1;min-inline-size:8rem;min-block-size:2.75rem;padding-inline:.75rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--card);color:var(--ink)}
dialog{margin:auto;max-inline-size:min(24rem,calc(100vw - 2rem));padding:1.5rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);color:var(--ink);box-shadow:0 24px 64px #0006}
dialog::backdrop{background:#080a1080}
dialog h2{font-size:1.2rem;letter-spacing:-.01em}
dialog p{margin-block-start:.4rem;color:var(--soft)}
dialog .why{color:var(--warn)}
`;

const PANELS = `
#panels{margin-block-start:1rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);overflow:hidden}
details:not([hidden])~details{border-block-start:1px solid var(--line)}
summary{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-block-size:3rem;padding:.6rem 1.25rem;font-weight:600;font-size:.9375rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";flex:none;inline-size:.5rem;block-size:.5rem;border:solid var(--soft);border-width:0 0 2px;border-inline-end-width:2px;transform:rotate(45deg);margin-block-end:.25rem}
details[open]>summary::after{transform:rotate(225deg);margin-block-end:-.25rem}
summary:focus-visible{outline-offset:-3px;border-radius:.9rem}
.fold{padding:0 1.25rem 1.1rem}
.fold>*+*,.fold form+form,#device-keep>*+*,#device-made>*+*{margin-block-start:.7rem}
#device-keep+form{margin-block-start:1.1rem}
.fold label{font-size:.9375rem}
.entry{display:flex;flex-wrap:wrap;gap:.6rem;margin-block-start:.35rem}
.toggles{list-style:none;padding:0}
.toggles label{display:flex;align-items:center;gap:.7rem;min-block-size:2.75rem;cursor:pointer}
.toggles input{inline-size:1.25rem;block-size:1.25rem;accent-color:var(--accent);flex:none}
code{display:block;font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
#device-code{font-size:1.25rem;letter-spacing:.06em}
#device-qr{display:block;background:#fff;padding:.5rem;border-radius:.75rem;border:1px solid var(--line)}
#draw-said:empty{display:none}
#draw-said{padding:.7rem .9rem;border-radius:.75rem;background:var(--glow)}
#draw-said[data-wrong]{background:var(--warn-bg);color:var(--warn)}
`;

/** Only where an operator has words of its own. */
export const OWN_STYLES = `
.own{margin-block-start:1rem;overflow-wrap:anywhere}
.own>*+*{margin-block-start:.6rem}
.own h2{font-size:1.125rem}
.own ul,.own ol{padding-inline-start:1.25rem}
.own hr{border:0;border-block-start:1px solid var(--line)}
.own .lead{font-size:1.125rem;font-weight:600}
.own .soft{color:var(--soft)}
.own .small,.own small{font-size:.875rem}
.own .centre{text-align:center}
.own .box{padding:.7rem .9rem;border-radius:.75rem;background:var(--glow)}
.own .box a{color:inherit}
`;

/**
 * With each answer of the room one wave of light goes through the rows: the page is alive. It ends within 5 s, since
 * what moves for longer needs a button that stops it (WCAG 2.2.2). Two equal animations, so that the next one starts.
 */
const PICTURE = `
#hall{display:block;inline-size:100%;max-inline-size:16rem;margin-inline:auto;margin-block-end:1rem;overflow:visible}
.stage{fill:none;stroke:var(--accent);stroke-width:9;stroke-linecap:round;filter:drop-shadow(0 6px 14px var(--accent))}
.row{fill:none;stroke:var(--seat);stroke-width:8;stroke-linecap:round;stroke-dasharray:0 1;transition:opacity .8s}
.behind{opacity:.45}
#you{fill:var(--accent);stroke:var(--bg);stroke-width:3;transition:cy 1.2s cubic-bezier(.3,0,.2,1),opacity .8s}
.gone{opacity:0}
[data-situation=entering] #you,[data-situation=next] #you{animation:glow 2.4s ease-in-out 2}
@keyframes glow{50%{stroke:var(--glow);stroke-width:16}}
[data-beat="0"] .row{animation:wave-a 1.8s ease-in-out}
[data-beat="1"] .row{animation:wave-b 1.8s ease-in-out}
${[2, 3, 4, 5, 6, 7].map((row) => `.row:nth-of-type(${row + 1}){animation-delay:${((row - 1) * 0.14).toFixed(2)}s!important}`).join('\n')}
@keyframes wave-a{40%{stroke:color-mix(in srgb,var(--accent) 50%,var(--seat))}}
@keyframes wave-b{40%{stroke:color-mix(in srgb,var(--accent) 50%,var(--seat))}}
`;

const MEDIA = `
@media (min-width:60rem){main{max-inline-size:66rem;flex-direction:row;align-items:flex-start;gap:3rem;padding-block-start:2.5rem}#hall{inline-size:0;max-inline-size:none;flex:1;margin:0;position:sticky;inset-block-start:12vh}.side{flex:0 0 28rem;min-inline-size:0}.card{padding:2rem}}
@media (max-width:22rem){header{font-size:.9375rem;padding-inline:.9rem;gap:.5rem}main{padding-inline:.75rem}.card{padding:1.15rem}}
@media (prefers-reduced-motion:reduce){*,*::before,*::after,progress::-webkit-progress-value{transition:none!important;animation:none!important}}
@media (forced-colors:active){.stage,#you{stroke:CanvasText;fill:CanvasText}progress{border:1px solid}}
`;

/** One sheet, no images, no fonts to load. Colours are the shop's; sides are logical, so that it turns with the script. */
export const STYLES = [COLOURS, LAYOUT, LINE, CONTROLS, PANELS, PICTURE, MEDIA].join('');
