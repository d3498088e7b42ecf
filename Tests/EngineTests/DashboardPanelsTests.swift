import BeaconDashboards
import Foundation
import HTTPTransport
import SearchCluster
import Testing

/// The search of every panel that is imported, on real engines, over signals of a real run.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun), .serialized)
struct DashboardPanelsTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("dashboards").path

    private func bundle(for engine: Engine) async throws -> DashboardBundle {
        let family = try await engine.client().product().family
        return try DashboardBundle(
            DashboardSource(folder: Self.folder), for: family == .opensearch ? .opensearch : .kibana)
    }

    private func answer(to search: PanelSearch, of office: BeaconOffice, on engine: Engine) async throws -> JSONValue {
        let index = search.index == "ml_beaconing.all" ? office.alias : office.events
        let response = try await engine.client().send(
            ClusterCall(.post, [index, "_search"], body: search.body.bytes, to: "testing"))
        let text = String(decoding: response.body.prefix(2_000), as: UTF8.self)
        try #require(response.status == 200, "\(search.dashboard) \(search.panel): \(text)")
        let answer = try #require(JSONValue(parsing: response.body))
        #expect(answer["timed_out"] == false && answer["_shards"]?["failed"] == 0, "\(search.panel): \(text)")
        return answer
    }

    @Test("Every panel shows what the signals say, worked out without the engine", arguments: Engine.named)
    func panels(engine: Engine) async throws {
        let bundle = try await bundle(for: engine)
        try await BeaconOffice.with(on: engine) { office in
            let expected = try PanelExpectations(office, bundle.product)
            // What the office is for: windows, tests and groups that differ, and some that do not beacon.
            #expect(expected.signals.count >= 15 && office.documents.count > expected.signals.count)
            #expect(Set(expected.signals.map { $0.document["beaconing"]?["window"]?["end"]?.string }).count == 3)
            for test in 0..<4 { #expect(Set(expected.signals.map { $0.tests[test] }).count == 2, "\(test)") }
            let searches = try PanelSearch.all(in: bundle.bytes, from: BeaconOffice.from, to: BeaconOffice.to)
            #expect(searches.count >= 20)
            for search in searches {
                let panel = "\(search.dashboard)/\(search.panel)"
                guard let rows = try expected.rows(of: search.panel, in: search.dashboard) else {
                    Issue.record("nothing is expected of the panel \(panel): work out its rows in PanelExpectations")
                    continue
                }
                let answer = try await answer(to: search, of: office, on: engine)
                let found = try #require(PanelRows(answer, to: search), "\(panel)")
                #expect(!rows.isEmpty && found.rows.count == rows.count, "\(panel)")
                for (found, row) in zip(found.rows, rows) {
                    #expect(found.count == search.columns.count, "\(panel)")
                    #expect(agree(found, row), "\(panel): \(found) should be \(row)")
                }
            }
        }
    }

    /// Whether two rows are equal; of means the last digits may differ, because engines add in another order.
    private func agree(_ found: [PanelRows.Cell], _ row: [PanelRows.Cell]) -> Bool {
        found.count == row.count
            && zip(found, row).allSatisfy { left, right in
                guard case .number(let a) = left, case .number(let b) = right else { return left == right }
                return abs(a - b) <= 1e-12 * abs(b)
            }
    }

    @Test("The time ranges that are saved with the dashboards are understood", arguments: Engine.named)
    func savedRanges(engine: Engine) async throws {
        let bundle = try await bundle(for: engine)
        try await BeaconOffice.with(on: engine, ends: [BeaconOffice.ends[0]]) { office in
            for search in try PanelSearch.all(in: bundle.bytes) {
                let answer = try await answer(to: search, of: office, on: engine)
                #expect(PanelRows(answer, to: search) != nil, "\(search.panel)")
            }
        }
    }
}
