/// Dashboards with what their searches found, as one page that needs nothing else: no network, no script.
///
/// The same answers make the same bytes. Names that others chose cannot become part of the page's own text.
public struct DashboardPage: Sendable {
    /// A panel's search and its answer.
    public struct Found: Sendable {
        /// What was asked.
        public var search: PanelSearch
        /// What was answered.
        public var rows: PanelRows

        /// An answer with what was asked.
        public init(search: PanelSearch, rows: PanelRows) {
            self.search = search
            self.rows = rows
        }
    }

    /// The page.
    public let html: String

    /// Draws the dashboards of an import file.
    ///
    /// - Parameters:
    ///   - bytes: an import file that passes the check.
    ///   - product: whose file it is.
    ///   - found: the answers; a panel without one is drawn as having no results.
    ///   - from: the start of the time range that was asked for; `nil` is what each dashboard has saved.
    ///   - to: the end of it.
    public init(
        of bytes: [UInt8], for product: DashboardProduct, found: [Found], from: String? = nil, to: String? = nil
    ) {
        let dashboards = DrawnDashboard.all(in: bytes)
        let ids = Set(dashboards.map(\.id))
        let links = dashboards.map { "<a href=\"#\(HTMLText($0.id))\">\(HTMLText($0.title))</a>" }
        let sections = dashboards.map { dashboard in
            let own = found.filter { $0.search.dashboard == dashboard.id }
            return Section(dashboard, own, range: (from ?? dashboard.from, to ?? dashboard.to), ids).html
        }
        html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Beaconing dashboards</title>
            <style>
            \(PageStyle.sheet)
            </style>
            </head>
            <body>
            <header><b>Beaconing dashboards for \(product.title)</b><nav>\(links.joined())</nav>\
            <p>Drawn by beaconing from the answers to the panels' searches, not by \(product.title). Times are in UTC.</p>\
            </header>
            \(sections.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private struct Section {
        let html: String

        init(
            _ dashboard: DrawnDashboard, _ found: [Found], range: (from: String, to: String), _ dashboards: Set<String>
        ) {
            let chips = dashboard.controls.map(Self.chip).joined()
            let panels = dashboard.panels.map { panel in
                Self.frame(panel, found.first { $0.search.panel == panel.id }, dashboards)
            }
            html = """
                <section id="\(HTMLText(dashboard.id))">
                <h1>\(HTMLText(dashboard.title))</h1>
                <p class="about">\(HTMLText(dashboard.description, most: 400))\
                <span class="range">\(HTMLText(range.from)) to \(HTMLText(range.to))</span></p>
                \(chips.isEmpty ? "" : "<div class=\"chips\">\(chips)</div>\n")<div class="grid">
                \(panels.joined(separator: "\n"))
                </div>
                </section>
                """
        }

        private static func chip(_ title: String) -> String {
            "<span class=\"chip\">\(HTMLText(title)) <em>any</em></span>"
        }

        private static func frame(_ panel: DrawnPanel, _ found: Found?, _ dashboards: Set<String>) -> String {
            let area = panel.area
            let (width, height) = PageStyle.inside(columns: area.width, rows: area.height)
            let inside: String
            var form: PanelForm?
            switch panel.content {
            case .text(let text):
                inside = "<div class=\"text\">\(MarkdownText(text, dashboards: dashboards).html)</div>"
            case .controls(let titles): inside = "<div class=\"chips\">\(titles.map(chip).joined())</div>"
            case .chart(let own):
                form = own
                fallthrough
            case .documents:
                inside =
                    found.map { PanelDrawing(form, $0.search, $0.rows, width: width, height: height).html }
                    ?? PanelDrawing.nothing
            }
            let place =
                "grid-column:\(area.x + 1)/span \(area.width);grid-row:\(area.y + 1)/span \(area.height)"
            return """
                <article style="\(place)"><h2>\(HTMLText(panel.title))</h2>\(inside)</article>
                """
        }
    }
}
