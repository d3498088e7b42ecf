import Foundation
import Testing

@testable import BeaconDashboards

@Suite("The source of dashboards")
struct DashboardSourceTests {
    private static let view = """
        kind: data_view
        id: v
        name: V
        index: v-*
        time_field: "@timestamp"
        fields: {"@timestamp": date, a: keyword, n: long}

        """

    private static func dashboard(_ panel: String) -> String {
        """
        kind: dashboard
        id: d
        title: D
        description: D.
        data_view: v
        from: now-1d
        panels:
          - {id: p, title: P, at: [0, 0, 48, 10], \(panel)}

        """
    }

    /// Reads a folder of these files.
    private func read(_ files: [String: String]) throws -> DashboardSource {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dashboards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
        }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        return try DashboardSource(folder: folder.path)
    }

    @Test("A small one of one's own is read and packed, and passes the check", arguments: DashboardProduct.allCases)
    func small(_ product: DashboardProduct) throws {
        let panel = "kind: table, columns: {a: {label: A, terms: a, size: 5, by: c}, c: {label: C, count: true}}"
        let source = try read(["v.yml": Self.view, "d.yml": Self.dashboard(panel), "README.md": "# not read"])
        let bundle = try DashboardBundle(source, for: product)
        let findings = DashboardCheck(dataViews: source.dataViews).findings(in: [
            .init(name: "x.ndjson", bytes: bundle.bytes)
        ])
        #expect(findings.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test(
        "A mistake is told with its file and line",
        arguments: [
            ("kind: tabel", "kind must be one of"),
            ("kind: table", "columns is missing"),
            ("kind: text, text: x, titel: y", "titel is not known here"),
            ("kind: search, search: gone", "gone, which no file of this folder describes"),
            ("kind: metric, columns: {a: {label: A}}", "exactly one of"),
            ("kind: metric, columns: {a: {label: A, count: true, max: n}}", "exactly one of"),
            (
                "kind: metric, columns: {a: {label: A, terms: a, size: 5, by: b}, b: {label: B, count: true}}",
                "a metric is"
            ),
            ("kind: table, columns: {a: {label: A, terms: a, size: 5, by: b}}", "by must name a figure"),
            ("kind: bars, columns: {c: {label: C, count: true}}", "x must name"),
            (
                "kind: table, columns: {c: {label: C, count: true}, a: {label: A, terms: a, size: 5, by: c}}",
                "groups come before"
            ),
            ("kind: bars, x: r, columns: {r: {label: R, range: n, bounds: [{from: a, label: A}]}}", "must be a number"),
            ("kind: bars, x: r, columns: {r: {label: R, range: n, bounds: [{label: A}]}}", "needs from or to"),
            ("kind: text, text: x, drilldowns: [{to: gone, name: Gone}]", "gone, which no file"),
            ("kind: text, text: x, only: grafana", "only must be one of kibana, opensearch"),
        ])
    func mistakes(_ panel: String, _ part: String) throws {
        let error = #expect(throws: DashboardError.self) {
            _ = try read(["v.yml": Self.view, "d.yml": Self.dashboard(panel)])
        }
        #expect(error?.sentence.contains(part) == true, "\(error?.description ?? "")")
        let isAboutOneFile = !part.contains("no file")
        #expect(error?.line == (isAboutOneFile ? 8 : nil))
    }

    @Test("A data view without its time field, an empty folder and none at all are refused")
    func folders() throws {
        let wrong = Self.view.replacingOccurrences(of: "time_field: \"@timestamp\"", with: "time_field: n")
        #expect(throws: DashboardError.self) { _ = try read(["v.yml": wrong]) }
        #expect(throws: DashboardError.self) { _ = try read([:]) }
        #expect(throws: DashboardError.self) { _ = try DashboardSource(folder: "/nowhere/at/all") }
    }
}
