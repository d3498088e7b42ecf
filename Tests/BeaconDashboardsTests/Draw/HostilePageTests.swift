import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("A drawn page of hostile names")
struct HostilePageTests {
    private static let names = [
        "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' onload='x", "</title></svg></style><script>",
        "photo\u{202E}gpj.exe", "nul\0name", "line\nbreak\r\ttab", "\u{1B}[31mred", "<!--", "]]>", "&lt;b&gt;", "",
        " spaces ", String(repeating: "A", count: 32_768), String(repeating: "<", count: 32_768),
        "z" + String(repeating: "\u{0301}", count: 500), "漢字かな交じり文のとても長いプロセス名.exe", "\u{FEFF}\u{2028}",
    ]

    /// Every panel with these names wherever a name can be, also of a product's file that was made of them.
    private static func page(_ product: DashboardProduct) throws -> String {
        let found = try PanelSearch.all(in: Shipped.bytes(product)).map { search in
            let rows = names.enumerated().map { place, name in
                search.columns.map { column -> PanelRows.Cell in
                    switch column.kind {
                    case .terms, .filters, .range: .text(name)
                    case .field: .list([.text(name), .text(name)])
                    case .time: .date(Int64(place) * 1_800_000)
                    case .count, .figure: .number(Double(place % 5 + 1))
                    }
                }
            }
            return DashboardPage.Found(search: search, rows: PanelRows(rows: rows, documents: 20))
        }
        return DashboardPage(of: try Shipped.bytes(product), for: product, found: found).html
    }

    @Test("None becomes an element, an attribute or a character that misleads", arguments: DashboardProduct.allCases)
    func inert(_ product: DashboardProduct) throws {
        let page = try Self.page(product)
        let known: Set<Substring> = [
            "html", "head", "meta", "title", "style", "body", "header", "b", "nav", "a", "p", "section", "h1", "h2",
            "span",
            "div", "em", "article", "ul", "li", "i", "svg", "path", "rect", "circle", "text", "table", "thead", "tbody",
            "tr", "th", "td", "br", "wbr",
        ]
        let attributes: Set<Substring> = [
            "class", "id", "href", "style", "title", "viewBox", "role", "aria-label", "d", "x", "y", "width", "height",
            "fill-opacity", "cx", "cy", "r", "text-anchor", "transform", "lang", "charset", "name", "content",
            "http-equiv",
        ]
        for tag in page.matches(of: #/<\/?([^\s>\/]+)([^>]*)>/#) where tag.1 != "!DOCTYPE" {
            #expect(known.contains(tag.1), "\(tag.0.prefix(80))")
            let rest = tag.2.replacing(#/\s([A-Za-z-]+)="[^"]*"/#) { match in
                attributes.contains(match.1) ? "" : "?"
            }
            #expect(rest.isEmpty || rest == "/", "\(tag.0.prefix(80))")
        }
        for scalar in page.unicodeScalars where scalar != "\n" {
            #expect(!SafeText.isTreacherous(scalar), "U+\(String(scalar.value, radix: 16))")
        }
        #expect(page.contains("photo\\u{202E}gpj.exe"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    @Test("None makes the page grow with its length", arguments: DashboardProduct.allCases)
    func size(_ product: DashboardProduct) throws {
        #expect(try Self.page(product).utf8.count < 1_500_000)
    }

    @Test("Numbers and times of any size end in a page", arguments: DashboardProduct.allCases)
    func numbers(_ product: DashboardProduct) throws {
        let numbers: [Double] = [
            .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 1e15, 123_456_789_012_345, 0.5, -1,
        ]
        let dates: [Int64] = [.max, .min, 0, 253_402_300_799_999, -62_135_596_800_000]
        let found = try PanelSearch.all(in: Shipped.bytes(product)).map { search in
            let rows = (0..<50).map { place in
                search.columns.map { column -> PanelRows.Cell in
                    switch column.kind {
                    case .terms, .filters, .range: .range(from: numbers[place % 10], to: numbers[place / 5])
                    case .field, .count, .figure: .number(numbers[place % 10])
                    case .time: .date(dates[place % 5])
                    }
                }
            }
            return DashboardPage.Found(search: search, rows: PanelRows(rows: rows, documents: .max))
        }
        let page = DashboardPage(of: try Shipped.bytes(product), for: product, found: found).html
        #expect(page.contains("</html>"))
        #expect(!page.contains(#/="[^"]*\b(nan|inf)\b[^"]*"/#))
    }

    @Test("Titles, texts and ids of the import file are escaped as well")
    func titles() throws {
        let text = String(decoding: try Shipped.bytes(.kibana), as: UTF8.self)
        let evil = text.replacing("Network beaconing", with: "<script>x</script>")
            .replacing("beaconing-network", with: "a' b<i>")
        #expect(evil != text)
        let page = DashboardPage(of: Array(evil.utf8), for: .kibana, found: [], from: "<b>", to: "'").html
        #expect(!page.contains("<script") && !page.contains("b<i>") && !page.contains("<b><"))
        #expect(page.contains("id=\"a&#39; b&lt;i&gt;\""))
    }
}
