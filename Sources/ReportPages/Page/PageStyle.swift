/// The page's style sheet: light and dark by the reader's preference, paper, and small screens.
enum PageStyle {
  static let text: StaticString = """
    :root{--bg:#fff;--ink:#1a1e24;--soft:#525b67;--grid:#e4e7eb;--rule:#9aa3ae;--panel:#f5f6f8;
    --c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c4:#e69f00;--c5:#56b4e9;--c6:#cc79a7;--c7:#1a1e24;
    --more:" (more columns: scroll to the right →)";color-scheme:light dark}
    @media (prefers-color-scheme:dark){:root{--bg:#14171b;--ink:#e8eaed;--soft:#a9b1bb;--grid:#2b3037;
    --rule:#69727d;--panel:#1c2026;--c1:#3d9fdc;--c2:#f07a26;--c3:#1fbf92;--c7:#e8eaed}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--bg);color:var(--ink);
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans","DejaVu Sans",sans-serif}
    main,header,nav,footer{max-width:1236px;margin:0 auto;padding:0 18px}
    header{padding-top:22px}
    h1{font-size:1.7rem;line-height:1.2;margin:.1em 0 .3em;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:1.3rem;line-height:1.25;margin:0 0 .2em;padding-top:.9em;border-top:2px solid var(--ink)}
    h3{font-size:1rem;line-height:1.3;margin:0}section>h3{margin-top:1.4em}
    section{margin-top:2.6em}
    p{margin:.3em 0 .7em}p,li,summary{overflow-wrap:anywhere}
    a{color:var(--c1)}
    a:focus-visible,summary:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--c4);
    outline-offset:2px}
    .skip{position:absolute;left:-9999px}
    .skip:focus{left:18px;top:8px;background:var(--bg);padding:6px 10px;z-index:2}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .eyebrow{color:var(--soft);font-size:.9rem;margin:0;overflow-wrap:anywhere}
    .verdict{font-size:1.06rem;max-width:100ch;margin:.2em 0 .8em;overflow-wrap:anywhere}
    .lead{max-width:78ch;color:var(--soft);margin-bottom:1em;overflow-wrap:anywhere}
    .tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:10px;margin:0 0 1.2em;padding:0}
    .tiles div{background:var(--panel);border-left:4px solid var(--c1);padding:9px 12px;min-width:0}
    .tiles dt{font-size:.82rem;color:var(--soft)}
    .tiles dd{margin:0;font-size:1.36rem;font-weight:650;line-height:1.25;overflow-wrap:anywhere}
    .tiles dd+dd{font-size:.82rem;font-weight:400;color:var(--soft);line-height:1.35}
    .tiles .alarm{border-color:var(--c2)}
    main nav{padding:0}
    nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:.3em 0 0;
    font-size:.92rem}
    .grid{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:26px 24px;grid-auto-flow:row dense}
    figure{margin:0;min-width:0}
    .span2{grid-column:span 2}.span3{grid-column:span 3}
    figcaption p{font-size:.86rem;color:var(--soft);margin:.1em 0 .2em;overflow-wrap:anywhere}
    figcaption h3{overflow-wrap:anywhere}
    svg{display:block;width:100%;height:auto;margin-top:6px;overflow:hidden}
    .narrow{display:none}
    svg text{font-family:inherit;font-size:11.5px;fill:var(--ink);font-variant-numeric:tabular-nums}
    .t{text-anchor:middle}.e{text-anchor:end}.s{text-anchor:start}
    svg .a{fill:var(--soft)}
    .frame{fill:none;stroke:none}
    .gl{stroke:var(--grid);fill:none}
    .axis{stroke:var(--rule);fill:none}
    .line{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round}
    .dashed.line{stroke-dasharray:5 3}
    .leader{fill:none;stroke:var(--c);stroke-width:2}
    .band{fill:var(--c);fill-opacity:.18}
    .fan{fill:var(--c)}.fan.outer{fill-opacity:.16}.fan.inner{fill-opacity:.26}
    .bar,.dot{fill:var(--c)}
    .ring{fill:var(--bg);stroke:var(--c);stroke-width:2.4}
    .link{stroke:var(--rule);stroke-width:2;fill:none}
    .whisker{stroke:var(--ink);fill:none;stroke-width:1.2}
    .reference{stroke:var(--ink);stroke-width:1.3;stroke-dasharray:4 3;fill:none}
    .marker{stroke:var(--ink);stroke-width:1.4;fill:none}
    .m1{stroke-dasharray:none}.m2{stroke-dasharray:6 3}.m3{stroke-dasharray:2 2}
    .cell{stroke:var(--bg);stroke-width:1.5;fill-opacity:var(--s)}
    .cell.positive{fill:var(--c2)}.cell.negative{fill:var(--c1)}
    .cell.self{fill:var(--grid);fill-opacity:1}.cell.empty{fill:var(--panel);fill-opacity:1}
    .chosen{fill:none;stroke:var(--ink);stroke-width:2}
    .grid.pairs{grid-template-columns:minmax(0,784px)}.pairs .span2{grid-column:auto}
    .hover{fill:var(--ink);fill-opacity:0}.hover:hover{fill-opacity:.08}
    .c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}
    .c6{--c:var(--c6)}.c7{--c:var(--c7)}
    details{font-size:.88rem;margin-top:4px}
    summary{cursor:pointer;color:var(--soft);width:max-content;max-width:100%}
    .scroll{overflow-x:auto;max-width:100%;background:
    linear-gradient(to right,var(--bg) 40%,transparent) 0 0/36px 100% no-repeat local,
    linear-gradient(to left,var(--bg) 40%,transparent) 100% 0/36px 100% no-repeat local,
    linear-gradient(to right,var(--rule),transparent) 0 0/10px 100% no-repeat scroll,
    linear-gradient(to left,var(--rule),transparent) 100% 0/10px 100% no-repeat scroll}
    .grid+.scroll,.scroll+.scroll,.scroll+.grid{margin-top:1.2em}
    details .scroll{max-height:420px;overflow-y:auto}
    table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
    .scroll{container-type:inline-size}
    caption{text-align:left;color:var(--soft);padding:.3em 0;caption-side:top;position:sticky;left:0;
    max-width:calc(100vw - 40px);max-width:100cqw}
    th,td{padding:3px 12px 3px 0;text-align:left;border-bottom:1px solid var(--grid);
    vertical-align:top;min-width:11ch;max-width:26ch;overflow-wrap:break-word}
    th{font-weight:600}tbody th{font-weight:400}.two{max-width:40ch}.two small{display:block;font-size:.86em;color:var(--soft)}
    .n,tbody th.n{text-align:right;white-space:nowrap;overflow-wrap:normal;min-width:0}
    thead th.n{white-space:normal;vertical-align:bottom}thead th{vertical-align:bottom}
    .key{white-space:nowrap;margin-right:8px}
    .key i{display:inline-block;width:12px;height:4px;margin-right:5px;vertical-align:middle;
    background:var(--c)}
    .absent{color:var(--soft);border-left:4px solid var(--rule);padding-left:10px;font-size:.9rem}
    .tree,.tree ul{list-style:none;padding:0;margin:.2em 0}.tree ul{margin-left:10px;padding-left:16px;
    border-left:2px solid var(--rule)}.tree li{margin:.5em 0;max-width:90ch;overflow-wrap:anywhere}
    .search{margin:.6em 0}.search input{font:inherit;color:inherit;background:var(--panel);
    border:1px solid var(--rule);border-radius:4px;padding:6px 10px;width:min(100%,26em)}
    .search label{display:block;font-size:.9rem;color:var(--soft)}.search p{margin:.3em 0;font-size:.9rem}
    .warnings{padding-left:1.4em;max-width:100ch}.warnings li{margin:.35em 0;overflow-wrap:anywhere}
    .warnings code{display:block}
    code{font:.86em/1.4 ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft)}
    .two small{overflow-wrap:anywhere}.tables{display:flex;flex-wrap:wrap;gap:1em 40px}.tables>div{flex:0 1 450px;min-width:0}
    .note{font-size:.86rem;color:var(--soft)}.paper{display:none}
    .code{font:.8rem/1.45 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre;overflow:auto;
    max-height:480px;background:var(--panel);padding:10px;margin:6px 0}
    dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;font-size:.92rem}
    dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
    footer{color:var(--soft);font-size:.86rem;margin:3em auto;border-top:1px solid var(--grid);
    padding-top:1em}
    @media (max-width:1080px){.grid{grid-template-columns:repeat(2,minmax(0,1fr))}
    .span3{grid-column:span 2}.tiles{grid-template-columns:repeat(6,1fr)}
    .tiles div{grid-column:span 2}.tiles div:nth-child(n+4){grid-column:span 3}}
    @media (max-width:720px){.grid{grid-template-columns:minmax(0,1fr)}.span2,.span3{grid-column:auto}
    .wide{display:none}.narrow{display:block}.two{max-width:21ch}.tables th{min-width:0}
    .scroll:not(.many) td.n{white-space:normal}th,td{padding-right:10px}.n{padding-right:6px}.n+:not(.n){padding-left:6px}th:last-child,td:last-child{padding-right:0}
    .many caption::after{content:var(--more)}
    .many table{width:max-content}.many th:first-child{position:sticky;left:0;background:var(--bg);max-width:17ch;z-index:1}
    .tiles{grid-template-columns:1fr 1fr}.tiles div:nth-child(n){grid-column:auto}
    .tiles div:nth-child(5){grid-column:span 2}.verdict{font-size:1.02rem}h1{font-size:1.4rem}
    main,header,nav,footer{padding-left:16px;padding-right:16px}}
    @media (max-width:389px){.tight caption::after{content:var(--more)}}
    @media (forced-colors:active){:root{--bg:Canvas;--ink:CanvasText;--soft:CanvasText;
    --grid:GrayText;--rule:CanvasText;--panel:Canvas}
    svg{forced-color-adjust:none}svg text,svg .a{fill:CanvasText}.gl{stroke-opacity:.3}.scroll{background:none}
    .tiles div,.search input{border:1px solid CanvasText}}
    @media print{html{font-size:9pt}:root{--bg:#fff;--ink:#000;--soft:#444;--grid:#ddd;--rule:#888;--panel:#f5f6f8;
    --c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c7:#000}
    @page{margin:7mm}
    body{font-size:9pt;line-height:1.24;-webkit-print-color-adjust:exact;print-color-adjust:exact}
    nav,details,.skip,.search,.screen{display:none}.paper{display:block}
    .many caption::after{content:none}.many th:first-child{position:static}
    main,header,footer{max-width:none;padding:0}h1{font-size:15pt}h2{font-size:12pt;padding-top:.4em}
    section{margin-top:.4em}.lead{margin-bottom:.5em}
    .lead,.verdict{max-width:none;break-inside:avoid}
    .grid,.grid.pairs{grid-template-columns:repeat(2,minmax(0,1fr));gap:4px 14px}
    .span2{grid-column:auto}.span3{grid-column:1/-1}
    main:has(>.tall){display:flex;flex-direction:column}.tall{order:1}
    svg,svg.narrow{max-width:282px;max-height:242mm;margin-top:2px}.span3 svg{max-width:600px}
    .wide,.span3 .narrow{display:none}.narrow,.span3 .mid{display:block}
    h3{font-size:8.6pt}.verdict{font-size:10pt}
    figcaption p,.note,.absent,.eyebrow,footer,.tiles dt,.tiles dd+dd,caption{font-size:7.6pt;line-height:1.25}
    .tiles{grid-template-columns:repeat(5,1fr);margin-bottom:.6em}
    .tiles div:nth-child(n){grid-column:auto}.tiles dd:first-of-type{font-size:12.6pt}
    figure,.tiles div,tr,li,dl.facts,.absent{break-inside:avoid}
    h1,h2,h3,figcaption,.lead,caption{break-after:avoid}p{orphans:3;widows:3}
    thead{display:table-header-group}footer{margin:1em 0 0}
    dl.facts{grid-template-columns:repeat(2,max-content minmax(0,1fr));font-size:7.6pt}
    table,.many table{font-size:7pt;width:auto}
    th,td{padding:1px 4px 1px 0;min-width:0}.two{max-width:none}.two small{display:inline;font-size:7pt;margin-left:4px}
    code{font-size:1em}.n,td.n,td.typed{white-space:normal}.n+:not(.n){padding-left:8px}
    tbody th{min-width:13ch}
    .scroll{overflow:visible;max-height:none;background:none;container-type:normal}
    caption{position:static;max-width:none}}
    """
}

extension PageStyle {
  /// The style of a chart that stands alone as a file, in colours that every reader of SVG knows.
  static let alone: StaticString = """
    text{font:11.5px system-ui,"Liberation Sans",sans-serif;fill:#1a1e24}.head{font-size:15px;
    font-weight:600}.paper{fill:#fff}.t{text-anchor:middle}.e{text-anchor:end}.s{text-anchor:start}
    .a{fill:#525b67}.frame{fill:none}.gl{stroke:#e4e7eb;fill:none}.axis{stroke:#9aa3ae;fill:none}
    circle.ring{fill:#fff;stroke-width:2.4}path.line{fill:none;stroke-width:2}.whisker{stroke:#1a1e24;fill:none;stroke-width:1.2}
    .reference{stroke:#1a1e24;stroke-dasharray:4 3;fill:none}.cell{stroke:#fff;fill:#d55e00}
    .cell.empty{fill:#f5f6f8}.chosen{fill:none;stroke:#1a1e24;stroke-width:2}
    .c1{fill:#0072b2}.c2{fill:#d55e00}.c3{fill:#009e73}.c4{fill:#e69f00}.c5{fill:#56b4e9}
    .c6{fill:#cc79a7}.c7{fill:#1a1e24}.line.c1,.ring.c1{stroke:#0072b2}
    .line.c2,.ring.c2{stroke:#d55e00}.line.c3,.ring.c3{stroke:#009e73}
    .line.c4,.ring.c4{stroke:#e69f00}.line.c5,.ring.c5{stroke:#56b4e9}
    .line.c6,.ring.c6{stroke:#cc79a7}.line.c7,.ring.c7{stroke:#1a1e24}
    .dashed{stroke-dasharray:5 3}
    """
}
