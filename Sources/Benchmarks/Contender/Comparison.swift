import Foundation
import HTTPTransport
import SearchCluster

/// Runs all contenders over one shape of traffic, in turns, each run in a process of its own.
struct Comparison {
    let traffic: GroupTraffic
    let bench: BenchPlace
    /// Runs of each contender; what has taken more than ``patienceSeconds`` is not run again.
    let rounds: Int
    private static let patienceSeconds = 60.0

    /// What came out.
    struct Outcome {
        var traffic: GroupTraffic
        var runs: [Contender: [Measurement]] = [:]
        /// Groups on which all verdicts were compared.
        var verdicts = 0

        func median(_ contender: Contender) -> Measurement? { Measurement.median(runs[contender] ?? []) }
    }

    func outcome(of contenders: [Contender] = Contender.allCases) async throws -> Outcome {
        let index = BenchIndex(traffic: traffic, client: bench.client)
        bench.say("\(traffic.name): filling \(index.name)")
        _ = try bench.own(["feed", traffic.name]).run()
        var outcome = Outcome(traffic: traffic)
        do {
            let compared = contenders.filter { !$0.isProgram }
            if !compared.isEmpty {
                bench.say("\(traffic.name): comparing verdicts")
                let answer = try bench.own(["verdicts", traffic.name] + compared.map(\.rawValue)).run().output
                outcome.verdicts = Int(answer.split(separator: " ").first ?? "") ?? 0
            }
            if contenders.contains(.hourly) { try keepHistory() }
            if contenders.contains(where: \.isProgram) {
                // The first run makes the index of signals and writes them, which happens once; those that are timed find them there.
                try await bench.removeSignals()
                _ = try program(.first, hoursAgo: 0).run()
            }
            for round in 0..<max(1, rounds) {
                for contender in contenders {
                    let spent = (outcome.runs[contender] ?? []).reduce(0) { $0 + $1.wallSeconds }
                    if spent > Self.patienceSeconds { continue }
                    let measured = try await measure(contender, in: index)
                    outcome.runs[contender, default: []].append(measured)
                    bench.say(
                        "\(traffic.name): round \(round + 1), \(contender.title): \(measured.wallSeconds.seconds)")
                }
            }
        } catch {
            try await index.remove()
            throw error
        }
        try await index.remove()
        return outcome
    }

    private func measure(_ contender: Contender, in index: BenchIndex) async throws -> Measurement {
        let process: MeasuredProcess
        if contender.isProgram {
            process = try program(contender, hoursAgo: 0)
        } else {
            process = bench.own(["contend", traffic.name, contender.rawValue])
        }
        try await index.forgetAnswers()
        let before = try await index.searchMillis()
        let figures = try process.run()
        let after = try await index.searchMillis()
        guard let wire = WireCount(figures.messages) else {
            throw BenchFailure("no count of requests in: \(figures.messages.suffix(300))")
        }
        return Measurement(
            wallSeconds: figures.wallSeconds, engineSeconds: Double(after - before) / 1000,
            processorSeconds: figures.processorSeconds, peakBytes: figures.peakBytes, requests: wire.requests,
            bytes: wire.bytes)
    }

    /// Makes the history that the hourly pass begins with: that of the pass an hour before.
    private func keepHistory() throws {
        try? FileManager.default.removeItem(atPath: bench.keptHistory)
        _ = try program(.hourly, hoursAgo: 1, stateFolder: bench.keptHistory).run()
    }

    private func program(
        _ contender: Contender, hoursAgo: Int64, stateFolder: String? = nil
    ) throws -> MeasuredProcess {
        let template = bench.folder + "/bench.yml"
        try """
        extends: beaconing
        id: bench
        source: {index: [beaconing-bench-\(traffic.name)]}
        dest: {index: \(BenchPlace.signals), aliases: []}
        """.write(toFile: template, atomically: true, encoding: .utf8)
        var words = [
            "run", "-v", "--template", template, "--now", "\(GroupTraffic.nowSeconds - hoursAgo * 3_600)",
            "--state-index", BenchPlace.state, "--output", bench.folder + "/signals.txt",
        ]
        if contender == .hourly {
            let folder = stateFolder ?? bench.folder + "/state"
            if stateFolder == nil {
                try? FileManager.default.removeItem(atPath: folder)
                try FileManager.default.copyItem(atPath: bench.keptHistory, toPath: folder)
            }
            words += ["--state-dir", folder]
        }
        return bench.program(words)
    }
}

/// Requests and bytes, as a contender says them at its end.
struct WireCount {
    var requests: Int
    var bytes: Int

    init?(_ messages: String) {
        for line in messages.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(where: { $0.hasPrefix("requests") }), at > 0,
                let requests = Int(words[at - 1]), line.contains("bytes sent")
            else { continue }
            let numbers = words.compactMap { Int($0) }
            guard numbers.count >= 4 else { continue }
            (self.requests, bytes) = (requests, numbers[numbers.count - 2] + numbers[numbers.count - 1])
            return
        }
        return nil
    }

    /// The line that the program prints with `-v`.
    static func line(_ traffic: ClusterTraffic) -> String {
        "\(traffic.requests) requests, \(traffic.retries) sent again, \(traffic.sentBytes) bytes sent, "
            + "\(traffic.receivedBytes) received\n"
    }
}
