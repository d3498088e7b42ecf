import Foundation
import HTTPTransport
import SearchCluster

/// Where benchmarks run: a cluster, a folder of their own and the two programs that stand beside each other.
struct BenchPlace: Sendable {
    let url: String
    let folder: String
    let client: ClusterClient
    private let programs: String
    private let environment: [String: String]

    /// Indices of their own, so that nobody's signals are touched.
    static let signals = "beaconing-bench-signals"
    static let state = "beaconing-bench-state"

    init(url: String, folder: String) throws {
        self.url = url
        self.folder = folder
        client = try ClusterClient(configuration: ClusterConfiguration(urls: [url], transport: HTTPConfiguration()))
        programs = try Self.programFolder()
        let surrounding = ProcessInfo.processInfo.environment
        environment = [
            "HOME": folder, "TMPDIR": folder, "BEACONING_URL": url, "PATH": surrounding["PATH"] ?? "/usr/bin:/bin",
        ]
    }

    /// The folder of the running program.
    private static func programFolder() throws -> String {
        guard let path = Bundle.main.executablePath else { throw BenchFailure("the program's folder is not known") }
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    /// The history that hourly passes begin with.
    var keptHistory: String { folder + "/kept-state" }

    /// This program with other words.
    func own(_ words: [String]) -> MeasuredProcess {
        MeasuredProcess(
            program: programs + "/Benchmarks", words: words, environment: environment, folder: folder)
    }

    /// The program that is measured.
    func program(_ words: [String]) -> MeasuredProcess {
        MeasuredProcess(program: programs + "/beaconing", words: words, environment: environment, folder: folder)
    }

    /// Deletes what runs have written.
    func removeSignals() async throws {
        for index in [Self.signals, Self.state] {
            _ = try await client.send(ClusterCall(.delete, [index], to: "benchmarking"))
        }
    }

    /// Tells somebody who waits how far it is.
    func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

extension Double {
    /// Seconds with three digits that count.
    var seconds: String { String(format: self < 10 ? "%.2f s" : "%.1f s", self) }
}
