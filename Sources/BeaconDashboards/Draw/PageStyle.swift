/// How a page looks: its colours by day and by night, its grid, and what of it is printed.
enum PageStyle {
    /// The height of a row of the grid and the gap beside each cell, in pixels.
    private static let row = 20.0, gap = 8.0
    /// The width that drawings are made for; they are scaled to what there is.
    private static let pageWidth = 1552.0

    /// The inside of a panel of so many columns and rows, without its frame and title.
    static func inside(columns: Int, rows: Int) -> (width: Double, height: Double) {
        let column = (pageWidth - 47 * gap) / 48
        let width = Double(columns) * column + Double(columns - 1) * gap
        let height = Double(rows) * row + Double(rows - 1) * gap
        return (width - 26, height - 44)
    }

    /// The style sheet.
    static let sheet = """
        :root{color-scheme:light dark;--page:#f4f5f7;--panel:#fff;--ink:#22262d;--soft:#666d79;--edge:#dadde3;--grid:#e9ebef;
        --link:#2458b3;--c0:#3568c9;--c1:#d9692b;--c2:#2a9179;--c3:#a6479b;--c4:#c2962a;--c5:#6a5fd0;--c6:#c8435a;--c7:#3f8fb5;
        --c8:#7a8c2f;--c9:#8a6a57}
        @media (prefers-color-scheme:dark){:root{--page:#14161a;--panel:#1d2026;--ink:#e4e7ec;--soft:#9aa2b0;--edge:#343942;
        --grid:#2b2f37;--link:#8db4ff;--c0:#6f9bf0;--c1:#f0965c;--c2:#4fc0a3;--c3:#d47cc8;--c4:#e0bd5e;--c5:#9f9af2;--c6:#ef7f92;
        --c7:#7fc0e0;--c8:#a9bd5c;--c9:#bd9c88}}
        *{box-sizing:border-box}
        body{margin:0 auto;padding:0 24px 40px;max-width:1600px;background:var(--page);color:var(--ink);
        font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        a{color:var(--link)}
        header{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:baseline;padding:14px 0 10px;border-bottom:1px solid var(--edge)}
        header p{margin:0;color:var(--soft)} nav{display:flex;flex-wrap:wrap;gap:4px 16px}
        section{padding-top:18px} h1{font-size:22px;line-height:1.2;margin:0 0 2px}
        .about{margin:0 0 10px;color:var(--soft);display:flex;flex-wrap:wrap;gap:4px 14px;align-items:center}
        .range,.chip{border:1px solid var(--edge);border-radius:6px;padding:3px 10px;background:var(--panel);color:var(--ink)}
        .chips{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:10px} .chip em{color:var(--soft);font-style:normal;padding-left:10px}
        .grid{display:grid;grid-template-columns:repeat(48,minmax(0,1fr));grid-auto-rows:20px;gap:8px}
        article{background:var(--panel);border:1px solid var(--edge);border-radius:6px;padding:6px 12px 8px;min-width:0;min-height:0;
        display:flex;flex-direction:column;overflow:hidden;break-inside:avoid}
        h2{font-size:13px;margin:0 0 4px;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;flex:none}
        .none{margin:auto;color:var(--soft)} .more{margin:6px 0 0;color:var(--soft);flex:none}
        .text{overflow:auto} .text p,.text ul{margin:0 0 8px} .text ul{padding-left:20px}
        .metric{margin:auto 0;display:flex;flex-direction:column;align-items:center} .metric b{font-size:34px;line-height:1.1}
        .metric span{color:var(--soft)}
        .chart{flex:1;min-height:0;display:flex;gap:10px} .chart svg{flex:1;min-width:0;width:100%;height:100%}
        .legend{flex:none;width:180px;margin:0;padding:4px 0;list-style:none;overflow:auto;font-size:12px}
        .legend li{display:flex;gap:6px;align-items:baseline;line-height:1.38} .legend.wide{width:270px}
        .legend i{flex:none;width:10px;height:10px;border-radius:2px;background:var(--s)}
        .legend span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap} .legend em{margin-left:auto;font-style:normal;
        color:var(--soft);white-space:nowrap}
        .scale{display:flex;gap:8px;align-items:center;justify-content:flex-end;font-size:12px;color:var(--soft)}
        .scale i{width:110px;height:10px;border-radius:2px;background:linear-gradient(to right,
        color-mix(in srgb,var(--c0) 15%,var(--panel)),color-mix(in srgb,var(--c0) 95%,var(--panel)))}
        .scroll{flex:1;min-height:0;overflow:auto} table{border-collapse:collapse;width:100%;font-size:12px}
        th{position:sticky;top:0;background:var(--panel);text-align:left;font-weight:600;white-space:nowrap;box-shadow:0 1px var(--edge)}
        th,td{padding:4px 18px 4px 0;vertical-align:top} td{border-bottom:1px solid var(--grid);overflow-wrap:anywhere}
        th.field{white-space:normal} .when,.short{white-space:nowrap} .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap} .nothing,.sorted{color:var(--soft)}
        svg text{font-family:inherit} .label{font-size:11px;fill:var(--soft)} .title{font-size:11px;fill:var(--ink)}
        .name{font-size:12px;font-weight:600;fill:var(--ink)} .on{fill:var(--panel)} .ink{fill:var(--ink)}
        .rule{stroke:var(--grid)} .axis{stroke:var(--edge)}
        .fill{fill:var(--s)} .stroke{fill:none;stroke:var(--s);stroke-width:2;stroke-linejoin:round}
        .tile{fill:var(--s);fill:color-mix(in srgb,var(--s) 30%,var(--panel));stroke:var(--s)} .tile~.label{fill:var(--ink)}
        .slice{fill:var(--s);stroke:var(--panel)} .cold{fill:var(--grid);fill-opacity:.5}
        \(colours)
        @media screen and (max-width:900px){.grid{display:block} article{margin-bottom:8px;max-height:90vh} .chart svg{height:320px}}
        @page{size:A3 landscape;margin:12mm}
        @media print{body{max-width:none;padding:0;background:none} nav{display:none} section+section{break-before:page}
        .grid{grid-auto-rows:minmax(20px,auto)} article,.scroll,.text,.legend{overflow:visible;min-height:auto}
        .scroll{flex:none} th{position:static}}
        """

    /// Twenty series: ten colours, then the same ones paler.
    private static let colours = (0..<20).map { place in
        place < 10
            ? ".s\(place){--s:var(--c\(place))}"
            : ".s\(place){--s:color-mix(in srgb,var(--c\(place - 10)) 50%,var(--panel))}"
    }.joined()
}
