import BeaconTransform
import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import beaconing

/// A small office whose hosts share processes and destinations, and what is found in it in three windows hours apart.
struct BeaconOffice: Sendable {
    /// The ends of the windows: the first two overlap, the third is a day later.
    static let ends = ["2026-11-23T10:00:00Z", "2026-11-23T14:00:00Z", "2026-11-24T10:00:00Z"]
    /// A time range around all of it.
    static let from = "2026-11-23T00:00:00Z"
    static let to = "2026-11-25T00:00:00Z"
    private static let startMillis: Int64 = 1_795_392_000_000

    private struct Habit {
        var host: String
        var process: String
        /// Minutes between events; 0 is at random.
        var every: Int
        var bytesOut, bytesIn: ClosedRange<Int>
        var destinations: [String]
        /// Whether the first window, the second and the third have it.
        ///
        /// What is in the first is in the second too: the windows
        /// overlap, and two signals with one newest event would have no order.
        var windows: [Bool]
    }

    private static let habits: [Habit] = [
        .init(
            host: "alpha", process: "implant.exe", every: 10, bytesOut: 400...400, bytesIn: 900...900,
            destinations: ["91.186.115.121", "91.186.115.122"], windows: [true, true, true]),
        .init(
            host: "beta", process: "implant.exe", every: 10, bytesOut: 300...700, bytesIn: 120...120,
            destinations: ["91.186.115.121"], windows: [true, true, false]),
        .init(
            host: "gamma", process: "implant.exe", every: 20, bytesOut: 300...900, bytesIn: 10...9000,
            destinations: ["91.186.115.122"], windows: [false, true, true]),
        .init(
            host: "alpha", process: "steady.exe", every: 1, bytesOut: 70...70, bytesIn: 60...60,
            destinations: ["45.10.1.1", "45.10.1.2", "45.10.1.3"], windows: [true, true, true]),
        .init(
            host: "delta", process: "steady.exe", every: 1, bytesOut: 10...9000, bytesIn: 10...9000,
            destinations: ["45.10.1.1"], windows: [true, true, false]),
        .init(
            host: "epsilon", process: "updater.exe", every: 30, bytesOut: 10...9000, bytesIn: 55...55,
            destinations: ["45.10.1.2", "185.20.0.9"], windows: [true, true, true]),
        .init(
            host: "beta", process: "updater.exe", every: 5, bytesOut: 1...5000, bytesIn: 1...5000,
            destinations: ["185.20.0.9"], windows: [false, true, true]),
        .init(
            host: "gamma", process: "chatty.exe", every: 0, bytesOut: 10...9000, bytesIn: 10...90000,
            destinations: ["45.10.1.1", "91.186.115.121"], windows: [true, true, true]),
    ]

    /// The events as lines of NDJSON; no two have the same time.
    static let events: [[UInt8]] = {
        var random = SeededRandom(seed: 20)
        var events: [[UInt8]] = []
        for (number, habit) in habits.enumerated() {
            // Minutes from the start, in which each window alone has its habits: 04 to 08, 08 to 14 less 08 to 10, a day later.
            for (window, minutes) in [(0, 240..<600), (1, 600..<840), (2, 1680..<2040)] where habit.windows[window] {
                for minute in minutes {
                    // A minute missed now and then: steady, and not periodic.
                    let isKept = habit.every == 1 ? random.chance(0.96) : random.chance(habit.every == 0 ? 0.2 : 1)
                    let isDue = isKept && (habit.every == 0 || minute % habit.every == 0)
                    guard isDue else { continue }
                    let second = habit.every == 0 ? Int.random(in: 0..<60, using: &random) : 20
                    let millis = startMillis + Int64(minute * 60_000 + second * 1_000 + number)
                    let pick = Int.random(in: 0..<habit.destinations.count, using: &random)
                    let category = habit.every == 0 && minute % 7 == 0 ? "file" : "network"
                    events.append(
                        Array(
                            """
                            {"@timestamp":"\(Timestamp(millis: millis))","event":{"category":["\(category)"],\
                            "action":"disconnect_received"},"host":{"name":"\(habit.host)"},\
                            "process":{"name":"\(habit.process)"},\
                            "source":{"ip":"10.0.0.\(number)","bytes":\(Int.random(in: habit.bytesOut, using: &random))},\
                            "destination":{"ip":"\(habit.destinations[pick])","port":443,\
                            "bytes":\(Int.random(in: habit.bytesIn, using: &random))}}
                            """.utf8))
                }
            }
        }
        return events
    }()

    /// The alias that every signal is behind.
    let alias: String
    /// The index of the events.
    let events: String
    /// Every signal document that was written, in no order, also of groups that do not beacon.
    let documents: [JSONValue]

    /// Indexes the events, runs the program over the windows, and reads the signals.
    static func with(
        on engine: Engine, ends: [String] = ends, _ work: (BeaconOffice) async throws -> Void
    ) async throws {
        try await TestInstallation.with(on: engine) { test in
            try await TestIndex.with(on: engine, documents: events) { index in
                let template = try test.template("1.0.0", more: "  documents: judged")
                for end in ends {
                    let words = ["run", "--template", template, "--index", index.name, "--now", end]
                    try #require(try await test.perform(words) == .done)
                }
                let alias = "\(test.stem).all"
                let documents = try await index.documents(of: alias)
                try await work(
                    BeaconOffice(alias: alias, events: index.name, documents: Array(documents.values)))
            }
        }
    }
}
