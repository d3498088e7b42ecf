import Foundation
import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("The drawn page")
struct DashboardPageTests {
    typealias Cell = PanelRows.Cell

    /// An answer to each search: values for as many keys, made by these functions.
    private static func found(
        _ product: DashboardProduct, keys: Int, name: (Int) -> String = { "name\($0)" },
        value: (Int) -> Double = { Double($0 + 1) }
    ) throws -> [DashboardPage.Found] {
        try PanelSearch.all(in: Shipped.bytes(product)).map { search in
            let hasGroups = search.columns.contains { $0.isGroup || $0.kind == .field }
            let rows = (0..<(hasGroups ? keys : 1)).map { row in
                search.columns.map { column -> Cell in
                    switch column.kind {
                    case .terms, .filters, .range, .field: .text(name(row))
                    case .time: .date(1_795_392_000_000 + Int64(row) * 86_400_000)
                    case .count, .figure: keys == 0 ? .none : .number(value(row))
                    }
                }
            }
            return DashboardPage.Found(search: search, rows: PanelRows(rows: rows, documents: Int64(rows.count)))
        }
    }

    private static func page(_ product: DashboardProduct, _ found: [DashboardPage.Found]) throws -> String {
        DashboardPage(of: try Shipped.bytes(product), for: product, found: found).html
    }

    /// The frame of the panel with that title.
    private static func panel(_ title: String, in page: String) throws -> String {
        let frames = page.components(separatedBy: "<article ").dropFirst()
        let frame = try #require(frames.first { $0.contains("<h2>\(title)</h2>") }, "\(title)")
        return frame.components(separatedBy: "</article>")[0]
    }

    @Test(
        "Every dashboard and panel is on it, at its place, and the same answers make the same bytes",
        arguments: DashboardProduct.allCases)
    func whole(_ product: DashboardProduct) throws {
        let found = try Self.found(product, keys: 4)
        let page = try Self.page(product, found)
        #expect(page == (try Self.page(product, found)))
        let panels = product == .kibana ? 27 : 30
        #expect(page.components(separatedBy: "<article ").count - 1 == panels)
        #expect(
            page.contains(
                "style=\"grid-column:10/span 9;grid-row:\(product == .kibana ? 7 : 13)/span 6\"><h2>Hosts</h2>"))
        for title in ["Network beaconing", "Beaconing drilldown", "Hosts affected over time by process name"] {
            #expect(page.contains("<h1>\(title)</h1>"))
        }
        #expect(page.contains("<span class=\"chip\">Destination <em>any</em></span>"))
        #expect(page.contains("now-14d to now"))
        #expect(!page.contains("no results"))
    }

    @Test("It needs no network and no script", arguments: DashboardProduct.allCases)
    func alone(_ product: DashboardProduct) throws {
        let page = try Self.page(product, Self.found(product, keys: 3))
        for part in ["<script", "http:", "https:", "url(", "@import", "<img", "<link", " onload"] {
            #expect(!page.contains(part), "\(part)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test("Its elements are closed in order", arguments: DashboardProduct.allCases, [0, 1, 3, 40])
    func wellFormed(_ product: DashboardProduct, _ keys: Int) throws {
        let page = try Self.page(product, Self.found(product, keys: keys))
        var open: [Substring] = []
        for tag in page.matches(of: #/<(/?)([a-z0-9]+)[^>]*?(/?)>/#) {
            if ["meta", "br", "wbr"].contains(tag.2) || tag.3 == "/" { continue }
            if tag.1.isEmpty {
                open.append(tag.2)
            } else {
                #expect(open.popLast() == tag.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("Every panel without rows says so", arguments: DashboardProduct.allCases)
    func empty(_ product: DashboardProduct) throws {
        let page = try Self.page(product, Self.found(product, keys: 0))
        #expect(page.components(separatedBy: ">no results<").count - 1 == 24)
        #expect(!page.contains("<svg") && !page.contains("<table"))
        let unanswered = try Self.page(product, [])
        #expect(unanswered.components(separatedBy: ">no results<").count - 1 == 24)
    }

    @Test("A tile has number and label; zero is a result")
    func tile() throws {
        let page = try Self.page(.kibana, Self.found(.kibana, keys: 1, value: { _ in 0 }))
        #expect(try Self.panel("Signals", in: page).contains("<b>0</b><span>Signals</span>"))
    }

    @Test("Stacked bars stand on each other, with a legend of the series")
    func stacked() throws {
        let search = try #require(
            PanelSearch.all(in: Shipped.bytes(.kibana)).first { $0.panel == "hosts-over-time" })
        let rows: [[Cell]] = [
            [.text("a"), .date(1_800_000), .number(1)], [.text("b"), .date(1_800_000), .number(3)],
            [.text("b"), .date(7_200_000), .number(2)],
        ]
        let page = try Self.page(.kibana, [.init(search: search, rows: PanelRows(rows: rows, documents: 6))])
        let panel = try Self.panel("Hosts with the most beaconing processes, over time", in: page)
        let boxes = panel.matches(
            of: #/<rect class="fill s(\d)" x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/#)
        #expect(boxes.map(\.1) == ["0", "1", "1"])
        #expect(boxes[0].2 == boxes[1].2 && boxes[1].2 != boxes[2].2)
        let (bottom, top) = (try #require(Double(boxes[0].3)), try #require(Double(boxes[1].3)))
        let height = try #require(Double(boxes[1].4))
        #expect(abs(top + height - bottom) < 0.2)
        #expect(panel.contains("<title>b, 1970-01-01 00:30:00: 3</title>"))
        #expect(panel.contains("<li title=\"a\"><i class=\"s0\"></i><span>a</span></li>"))
        #expect(panel.contains(">Time (UTC), in steps of 30 min</text>"))
        #expect(panel.contains(">Beaconing processes</text>"))
    }

    @Test("A line ends where a day has no value")
    func gap() throws {
        let search = try #require(PanelSearch.all(in: Shipped.bytes(.kibana)).first { $0.panel == "hosts-by-process" })
        let rows = [0, 1, 3].map { day -> [Cell] in
            [.text("p"), .date(Int64(day) * 86_400_000), .number(Double(day + 1))]
        }
        let page = try Self.page(.kibana, [.init(search: search, rows: PanelRows(rows: rows, documents: 3))])
        let panel = try Self.panel("Hosts affected by each process", in: page)
        let line = try #require(panel.firstMatch(of: #/<path class="stroke s0" d="([^"]+)"/#)).1
        #expect(line.count { $0 == "M" } == 2 && line.count { $0 == "L" } == 1)
        #expect(panel.components(separatedBy: "<circle").count - 1 == 3)
    }

    @Test("Tiles fill the panel without overlapping, their areas as their values")
    func tiles() throws {
        let chart = ShareChart(parts: [("a", 6), ("b", 3), ("c", 2), ("d", 1)], label: "x")
        let boxes = chart.tiles(width: 400, height: 300)
            .matches(of: #/x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/#)
            .map { match in [match.1, match.2, match.3, match.4].compactMap { Double($0) } }
        #expect(boxes.count == 4)
        for (box, share) in zip(boxes, [6, 3, 2, 1] as [Double]) {
            #expect(abs((box[2] + 2) * (box[3] + 2) - share * 10_000) < 100)
            #expect(box[0] >= 0 && box[1] >= 0 && box[0] + box[2] <= 400 && box[1] + box[3] <= 300)
        }
        for (place, box) in boxes.enumerated() {
            for other in boxes[..<place] {
                let isApart =
                    box[0] >= other[0] + other[2] || other[0] >= box[0] + box[2] || box[1] >= other[1] + other[3]
                    || other[1] >= box[1] + box[3]
                #expect(isApart)
            }
        }
    }

    @Test("A pie of one part is a whole circle, and its legend has values and shares")
    func pie() throws {
        #expect(!ShareChart(parts: [("a", 5)], label: "x").pie(width: 300, height: 200).contains("NaN"))
        let page = try Self.page(.opensearch, Self.found(.opensearch, keys: 3))
        let panel = try Self.panel("Processes by signals", in: page)
        #expect(panel.components(separatedBy: "class=\"slice").count - 1 == 3)
        #expect(panel.contains("<span>name2</span><em>3 (50 %)</em>"))
    }

    @Test("A heatmap has a cell for each pair, and a scale")
    func heat() throws {
        let search = try #require(
            PanelSearch.all(in: Shipped.bytes(.kibana)).first { $0.panel == "period-autocovariance" })
        let rows = ["x", "y", "z"].flatMap { x in
            ["u", "v"].map { [.text(x), .text($0), .number(x == $0 ? 1 : 0)] as [Cell] }
        }
        let none = try Self.page(.kibana, [.init(search: search, rows: PanelRows(rows: rows, documents: 0))])
        #expect(try Self.panel("Period against autocovariance", in: none).contains("no results"))
        let some = rows.map { [$0[0], $0[1], .number($0[0] == .text("y") ? 8 : 0)] }
        let page = try Self.page(.kibana, [.init(search: search, rows: PanelRows(rows: some, documents: 16))])
        let panel = try Self.panel("Period against autocovariance", in: page)
        #expect(panel.components(separatedBy: "<rect").count - 1 == 6)
        #expect(panel.components(separatedBy: "class=\"cold\"").count - 1 == 4)
        #expect(panel.contains("<span>Signals</span><span>1</span><i></i><span>8</span>"))
        #expect(panel.contains(">Autocovariance</text>") && panel.contains(">Period</text>"))
    }

    @Test("Bytes have units in Kibana's form and none in OpenSearch Dashboards'")
    func units() throws {
        for product in DashboardProduct.allCases {
            let page = try Self.page(product, Self.found(product, keys: 2, value: { _ in 12_345 }))
            let panel = try Self.panel("Bytes out and in by process, mean of a bucket", in: page)
            #expect(panel.contains("12.3 kB") == (product == .kibana))
            #expect(panel.contains("12,345") == (product == .opensearch))
        }
    }

    @Test("Tables are sorted as they are saved, and say when they are longer than shown")
    func tables() throws {
        let page = try Self.page(.kibana, Self.found(.kibana, keys: 120))
        let panel = try Self.panel("Destinations and how many hosts share them", in: page)
        #expect(panel.contains("<th class=\"number\">Hosts <span class=\"sorted\">▾</span></th>"))
        let first = try #require(panel.firstRange(of: "name119")).lowerBound
        let second = try #require(panel.firstRange(of: "name118")).lowerBound
        #expect(first < second)
        let documents = try Self.panel("Signals, newest first", in: page)
        #expect(documents.contains("<p class=\"more\">the first 100 of 120 documents</p>"))
        #expect(documents.components(separatedBy: "<tr>").count - 1 == 101)
    }
}
