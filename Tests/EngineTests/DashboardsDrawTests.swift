import Foundation
import SearchCluster
import TestSupport
import Testing

/// The drawn page of real signals, for both products' forms on every engine.
@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct DashboardsDrawTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A folder of assets whose dashboards read these indices, as the documentation says to change them.
    private func assets(in program: borrowing BuiltProgram, _ office: BeaconOffice) throws -> String {
        let folder = program.folder.appendingPathComponent("assets")
        let dashboards = folder.appendingPathComponent("dashboards")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.root.appendingPathComponent("dashboards"), to: dashboards)
        for (name, usual, own) in [
            ("beaconing-signals.yml", "index: ml_beaconing.all", "index: \(office.alias)"),
            ("beaconing-events.yml", "index: logs-*", "index: \(office.events)"),
        ] {
            let file = dashboards.appendingPathComponent(name)
            let text = try String(contentsOf: file, encoding: .utf8)
            try #require(text.contains(usual))
            try Data(text.replacing(usual, with: own).utf8).write(to: file)
        }
        return folder.path
    }

    @Test("No panel is without results where there are signals and events", arguments: Engine.named)
    func page(engine: Engine) async throws {
        try await BeaconOffice.with(on: engine) { office in
            var program = try BuiltProgram()
            program.environment = engine.environment
            let assets = try assets(in: program, office)
            for product in ["kibana", "opensearch"] {
                let words = [
                    "dashboards", "draw", "--assets", assets, "--for", product, "--from", BeaconOffice.from, "--to",
                    BeaconOffice.to,
                ]
                let outcome = try await program.run(words)
                #expect(outcome.code == 0, "\(outcome.messages)")
                #expect(outcome.messages.contains(", 0 of them without a document"), "\(outcome.messages)")
                #expect(!outcome.output.contains("no results"))
                for name in ["implant.exe", "epsilon", "91.186.115.122", "2026-11-24"] {
                    #expect(outcome.output.contains(name), "\(name)")
                }
                #expect(try await program.run(words).output == outcome.output)
            }
        }
    }
}
