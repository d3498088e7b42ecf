import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

/// Passes over a scripted cluster, each with a history and without.
final class HistoryPasses: Sendable {
    let pull: ScriptedPull
    let folder: URL

    init(_ pull: ScriptedPull) throws {
        self.pull = pull
        folder = FileManager.default.temporaryDirectory.appending(
            path: "beaconing-history-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The setting for passes at that hour after the first.
    func setting(hour: Int64 = 0, mostBytes: Int64 = 1 << 30) -> HistorySetting {
        HistorySetting(
            folder: folder.path, clockSeconds: pull.window.nowSeconds + hour * 3_600 + 120, mostBytes: mostBytes)
    }

    /// Judges the window that ends so many hours after the first.
    func result(hour: Int64 = 0, history: HistorySetting?) async throws -> WindowResult {
        var window = pull.window
        window.nowSeconds += hour * 3_600
        return try await ClusterPairSource.with(pull.template, client: pull.client, tuning: pull.tuning) { source in
            try await TransformRun(pull.template, window: window, keeping: .judged).result(
                from: source, history: history)
        }
    }

    /// Judges a window with the history and without, and expects the same.
    @discardableResult
    func expectSame(
        hour: Int64 = 0, mostBytes: Int64 = 1 << 30, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> WindowResult {
        let kept = try await result(hour: hour, history: setting(hour: hour, mostBytes: mostBytes))
        expect(kept, is: try await result(hour: hour, history: nil), sourceLocation: sourceLocation)
        return kept
    }

    /// Expects two results to hold the same counts and documents, byte for byte.
    func expect(
        _ kept: WindowResult, is full: WindowResult, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(kept.counts == full.counts, sourceLocation: sourceLocation)
        let document = SignalDocument(template: pull.template, window: full.window)
        #expect(
            kept.signals.map { "\($0.id) \(document.json(of: $0).text)" }
                == full.signals.map { "\($0.id) \(document.json(of: $0).text)" },
            sourceLocation: sourceLocation)
        #expect(kept.signals.count == full.signals.count, sourceLocation: sourceLocation)
        for (one, other) in zip(kept.signals, full.signals) {
            let (one, other) = (one.judgement, other.judgement)
            #expect(
                one.group == other.group && one.verdict == other.verdict && one.documents == other.documents
                    && one.newestMillis == other.newestMillis, sourceLocation: sourceLocation)
        }
    }

    /// The files of the histories, with what SQLite keeps beside them.
    var files: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/history")) ?? []
        return names.sorted().map { folder.appending(path: "history/\($0)") }
    }

    /// The one file of hours.
    func file() throws -> URL {
        try #require(files.first { $0.pathExtension == "sqlite" })
    }
}

extension NaiveGroups.Event {
    /// The same event so many seconds later.
    func later(by seconds: Int64) -> Self {
        var event = self
        event.timesMillis = timesMillis.map { $0 + seconds * 1000 }
        return event
    }

    /// Events of a few hosts over the first window and several hours beyond it, and into the future of each.
    static func long(seed: UInt64, hours: Int64 = 5) -> [Self] {
        office(seed: seed, groups: 12) + office(seed: seed + 100, groups: 12).map { $0.later(by: hours * 3_600) }
    }
}
