/// How a page looks: by day, by night, on a narrow screen and on paper.
enum PageStyle {
    /// The style sheet.
    static let sheet = #"""

        :root{color-scheme:light dark;--page:#f3f5f8;--panel:#fff;--raised:#f8fafc;--ink:#1b222c;--soft:#5d6877;--edge:#dce1e8;--grid:#e9edf2;
        --idle:#edf0f4;--idle2:#d5dbe3;--accent:#2f62c9;--bars:#3f73d8;--good:#1b7f56;--bad:#a3382f;--warn:#8a5a00;--warnpage:#fff6e0;
        --p0:#a9b5c5;--p1:#74a3dc;--p2:#e6bb4b;--p3:#e2803b;--p4:#c93349;--on0:#17202b;--on1:#0b1a2d;--on2:#2a1e00;--on3:#2b1200;--on4:#fff}
        @media screen and (prefers-color-scheme:dark){:root{--page:#101318;--panel:#181c23;--raised:#1d222a;--ink:#e5e9ef;--soft:#98a3b3;--edge:#2e3540;
        --grid:#262c36;--idle:#222832;--idle2:#343c49;--accent:#8db3ff;--bars:#6c9bf2;--good:#5fcf9d;--bad:#f0897f;--warn:#f0c264;--warnpage:#2b2414;
        --p0:#56637a;--p1:#4f86cb;--p2:#d3a63a;--p3:#e28443;--p4:#ec5468;--on0:#f0f4f9;--on1:#061222;--on2:#201700;--on3:#241000;--on4:#1f0005}}
        .p0{--l:var(--p0);--on:var(--on0)}.p1{--l:var(--p1);--on:var(--on1)}.p2{--l:var(--p2);--on:var(--on2)}
        .p3{--l:var(--p3);--on:var(--on3)}.p4{--l:var(--p4);--on:var(--on4)}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
        -webkit-text-size-adjust:100%}
        main{max-width:1320px;margin:0 auto;padding:0 24px 48px}
        header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-end;gap:6px 24px;padding:24px 0 18px}
        h1{font-size:26px;line-height:1.15;letter-spacing:-.015em;margin:0}h1+p{margin:4px 0 0;font-size:15px;color:var(--soft)}
        .origin{margin:0;display:flex;flex-wrap:wrap;gap:2px 16px;font-size:12.5px;color:var(--soft);overflow-wrap:anywhere}
        h2{font-size:15px;margin:0;font-weight:650;letter-spacing:-.005em}h3{font-size:15px;margin:0 0 8px}
        h4{font-size:13px;margin:0 0 8px;font-weight:650;display:flex;flex-wrap:wrap;gap:2px 6px;align-items:baseline}h4 .soft{font-weight:400}
        .soft{color:var(--soft)}.nowrap{white-space:nowrap}bdi{overflow-wrap:anywhere}.line bdi.short,.plain bdi.short{white-space:nowrap}
        .tiles{display:grid;grid-template-columns:repeat(8,minmax(0,1fr));background:var(--panel);border:1px solid var(--edge);border-radius:10px;overflow:hidden}
        .tile{padding:14px 16px 12px;display:flex;flex-direction:column;box-shadow:-1px -1px var(--edge);position:relative}
        .tile b{font-size:25px;line-height:1.15;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
        .tile span{font-size:13px}.tile small{font-size:12px;line-height:1.3;color:var(--soft)}
        .tile.p0::before,.tile.p1::before,.tile.p2::before,.tile.p3::before,.tile.p4::before{content:"";position:absolute;left:0;top:0;bottom:0;width:4px;background:var(--l)}
        .grid{display:grid;grid-template-columns:minmax(0,1.65fr) minmax(0,1fr);gap:16px;margin-top:16px}
        .card{background:var(--panel);border:1px solid var(--edge);border-radius:10px;padding:16px 18px;min-width:0}
        .full,.wide:only-child{grid-column:1/-1}
        .about{margin:3px 0 12px;font-size:12.5px;color:var(--soft)}.keys{margin:12px 0 0}
        .plot{border-radius:6px}.plot[tabindex]{cursor:crosshair}.plot svg,.block svg{display:block;max-width:100%;height:auto}
        .readout{margin:6px 0 0;font-size:12.5px;color:var(--soft);min-height:2.9em;overflow-wrap:anywhere}.wide .readout{min-height:1.45em}.readout bdi{color:var(--ink);font-weight:600}
        .scale{display:flex;flex-wrap:wrap;gap:4px 14px;margin:8px 0 0;font-size:12px;color:var(--soft)}.key{white-space:nowrap}
        .scale i,.legend i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:5px;vertical-align:-1px;background:var(--l)}
        svg text{font-family:inherit}.label{font-size:11px;fill:var(--soft);font-variant-numeric:tabular-nums}.tag{font-size:12px;fill:var(--ink);unicode-bidi:plaintext}
        .rule{stroke:var(--grid);fill:none}.rule.day{stroke:var(--idle2)}.axis{stroke:var(--idle2);fill:none}
        svg .p0,svg .p1,svg .p2,svg .p3,svg .p4,svg.sparkline path{fill:var(--l)}.idle{fill:var(--idle)}.idle.dark{fill:var(--idle2)}
        i.bars{background:var(--bars)}i.idle{background:var(--idle);box-shadow:inset 0 0 0 1px var(--idle2)}i.idle.dark{background:var(--idle2)}.bars{fill:var(--bars)}
        .dot{stroke:var(--panel);stroke-width:1;fill-opacity:.88}.cursor{fill:none;stroke:var(--ink);stroke-width:1.6}
        .bar{display:flex;flex-wrap:wrap;align-items:center;gap:8px 20px;margin-bottom:10px}.bar label{font-size:13px;color:var(--soft);display:flex;align-items:center;gap:8px}
        .told{margin:0 auto 0 -8px;color:var(--soft);font-variant-numeric:tabular-nums}
        input,select,button{font:inherit;color:inherit}
        input[type=search],select{background:var(--raised);border:1px solid var(--edge);border-radius:7px;padding:6px 10px;height:34px;color:var(--ink)}
        input[type=search]{width:270px;max-width:100%}input[type=search]::placeholder{color:var(--soft);opacity:.85}
        input[type=range]{width:110px;accent-color:var(--accent)}output{min-width:2ch;color:var(--ink);font-variant-numeric:tabular-nums}
        .find span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        button{background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
        .link{color:var(--accent)}.link:hover{text-decoration:underline}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:5px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%}
        .signals>thead th{font-size:12px;font-weight:600;color:var(--soft);text-align:left;white-space:nowrap;padding:0 14px 0 0;border-bottom:1px solid var(--edge)}
        .signals>thead button{padding:7px 0;font-weight:600}.signals>thead button:hover,.signals th[aria-sort]{color:var(--ink)}
        .arrow::after{content:"↕";opacity:0;padding-left:4px}th button:hover .arrow::after,th button:focus-visible .arrow::after{opacity:.5}
        th[aria-sort=ascending] .arrow::after{content:"↑";opacity:1}th[aria-sort=descending] .arrow::after{content:"↓";opacity:1}
        .line>td{padding:7px 14px 7px 0;border-bottom:1px solid var(--grid);vertical-align:middle}
        tr.line{cursor:pointer;scroll-margin-top:12px}tr.line:hover>td,tr.line.is-open>td{background:var(--raised)}tr.is-open>td{border-bottom-color:transparent}
        .signals>thead th:first-child,.line>td:first-child{padding-left:8px}.line>td.name{font-weight:550;max-width:240px;overflow-wrap:anywhere}
        td.name.mid{font-weight:400}.number{text-align:right!important;font-variant-numeric:tabular-nums;white-space:nowrap}
        .open{display:inline-flex;align-items:center;gap:9px;padding:2px}.chevron{width:7px;height:7px;border-right:1.8px solid var(--soft);border-bottom:1.8px solid var(--soft);
        transform:rotate(-45deg);transition:transform .12s}.open[aria-expanded=true] .chevron{transform:rotate(45deg) translate(-2px,-2px)}
        .badge{display:inline-block;min-width:34px;padding:1px 7px;border-radius:6px;text-align:center;font-weight:650;font-size:13px;font-variant-numeric:tabular-nums;background:var(--l);color:var(--on)}
        .chip{display:inline-block;border:1px solid var(--edge);border-radius:20px;padding:0 8px;font-size:12px;white-space:nowrap;margin-right:4px;color:var(--soft)}
        .chip.allowed{border-style:dashed}.chip.on{border-color:transparent;background:color-mix(in srgb,var(--accent) 14%,var(--panel));color:var(--accent)}td .chip+.chip{margin-right:0}bdi+.chip{margin-left:8px}
        .spark{width:132px}.sparkline{display:block;width:120px;height:20px}td.nothing{padding:28px 8px!important;color:var(--soft);text-align:center}
        .more{margin:12px 0 0;display:flex;gap:10px}.more:empty{display:none}
        .more button{border:1px solid var(--edge);border-radius:7px;padding:6px 14px;background:var(--raised)}.more button:hover{border-color:var(--soft)}
        tr.detail>td{background:var(--raised);padding:4px 18px 20px 18px!important}
        .opened{padding-top:8px}tr.detail .opened{position:sticky;left:18px}.opened>*+*{margin-top:18px}.blocks{columns:3 270px;column-gap:32px}.blocks>.block{break-inside:avoid;padding-bottom:18px}
        .block{min-width:0}.block p{margin:8px 0 0;font-size:13px}.sum{color:var(--soft)}.block .sum{margin:0 0 6px}
        .points{margin:0;padding:0;list-style:none;font-size:13px}.points li{padding:2px 0 2px 40px;text-indent:-40px}.points b{display:inline-block;width:34px;text-indent:0;text-align:right;margin-right:6px;font-variant-numeric:tabular-nums;color:var(--bad)}
        .points .against b{color:var(--good)}
        .facts{margin:0;display:grid;gap:3px;font-size:13px}.facts div{display:grid;grid-template-columns:minmax(96px,38%) 1fr;gap:10px}.facts dt{color:var(--soft);overflow-wrap:anywhere}.facts dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .verdict{font-size:12px;font-weight:600;border-radius:20px;padding:0 8px;background:var(--idle);color:var(--soft)}.verdict.yes{background:color-mix(in srgb,var(--accent) 14%,var(--panel));color:var(--accent)}
        .plain{font-size:13px}.plain th{font-size:12px;font-weight:600;color:var(--soft);text-align:left;padding:3px 12px 3px 0;white-space:nowrap}.plain td{padding:3px 12px 3px 0;border-top:1px solid var(--grid);vertical-align:top}
        .plain th:last-child,.plain td:last-child{padding-right:0}td.measure{width:22%;min-width:90px}.rest{width:34%}.meter{display:block;width:100%;height:10px;margin-top:5px}
        .mark{font-weight:700}.mark.yes{color:var(--good)}.mark.no{color:var(--soft)}
        .command{margin:0;font-size:12.5px;overflow-wrap:anywhere}code{font:12.5px ui-monospace,"SF Mono",Menlo,Consolas,monospace;user-select:all}
        .share{display:block;width:100%;height:12px;border-radius:6px;background:var(--idle);margin-top:10px}
        .legend{margin:8px 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:4px 22px;font-size:13px;color:var(--soft)}.legend b{color:var(--ink);font-variant-numeric:tabular-nums}
        .notes{margin:12px 0 0;padding:12px 0 0 18px;border-top:1px solid var(--grid);font-size:13px;color:var(--soft)}.notes li{margin:3px 0;overflow-wrap:anywhere}
        .warning{margin:0 0 12px;padding:9px 14px;border-radius:8px;overflow-wrap:anywhere;background:var(--warnpage);color:var(--ink)}.warning b{color:var(--warn)}
        .none{text-align:center;padding:44px 20px}.none h2{font-size:19px}.none p{margin:6px 0 0;color:var(--soft)}.noscript{max-width:640px;margin:80px auto;padding:0 24px}
        .printed{display:none}
        @media (max-width:1100px){.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}}
        @media (max-width:960px){.grid{grid-template-columns:minmax(0,1fr)}.signals .far{display:none}}
        @media screen and (max-width:700px){main{padding:0 12px 32px}header{padding:18px 0 14px}.tile{padding:10px 12px}.tile b{font-size:21px}
        .tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.card{padding:14px}.signals .mid,.signals .spark,.rest{display:none}
        .line>td{padding-right:8px}.line bdi.short{white-space:normal}.find,.find input{width:100%}.told{margin-right:0}tr.detail>td{padding:4px 10px 18px!important}.keys{display:none}}
        @page{margin:14mm}
        @media print{:root{--page:#fff;--raised:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:11px}main{max-width:none;padding:0}
        header{padding-top:0}.grid{grid-template-columns:minmax(0,1fr);gap:12px}.card,.tiles{border-radius:0}.card{break-inside:avoid}#signals{break-inside:auto}
        .tiles{grid-template-columns:repeat(4,minmax(0,1fr))}.scroll{overflow:visible}tr{break-inside:avoid}thead{display:table-header-group}
        .bar label,.more,.keys,.readout,tr.detail,.chevron,.arrow{display:none!important}.line>td{padding-top:3px;padding-bottom:3px}
        .plot svg,.block svg{width:100%}.card:not(.wide):not(.full) .plot{width:66%}.signals>thead button{display:contents}.printed .block p,.printed .block dl,.printed .block ul,.printed .plain{font-size:9.5px;line-height:1.35}.printed h4{margin-bottom:3px}.printed .block .plain th{font-size:9px}
        .printed .points li{padding:0 0 0 32px;text-indent:-32px}.printed .points b{width:26px}.printed .blocks>.block{padding-bottom:8px}.printed{display:block}.printed article{break-inside:avoid;border-top:1px solid var(--edge);padding:12px 0}.printed h2{margin:20px 0 8px}
        .blocks{columns:3;column-gap:20px}.opened>*+*{margin-top:10px}.blocks>.block{padding-bottom:10px}.command{display:none}}

        """#
}
