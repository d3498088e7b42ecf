import BeaconTransform
import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

@Suite("Settings of run and preview")
struct JudgeSettingsTests {
    private static let clock: Int64 = 1_795_428_000

    private func settings(_ typed: [String], _ environment: [String: String] = [:]) throws -> JudgeSettings {
        guard case .words(let words) = try CommandLineParser().parse(typed) else { throw Failure(.defect, "help") }
        return try JudgeSettings(words, in: Surroundings(environment: environment, clockSeconds: Self.clock))
    }

    @Test("A flag beats the environment, and the environment goes from our own name to the others")
    func precedence() throws {
        var environment = ["OPENSEARCH_URL": "d"]
        func url(_ typed: String...) throws -> [String]? {
            try settings(["preview"] + typed, environment).cluster?.configuration.urls
        }
        #expect(try url() == ["d"])
        environment["ES_URL"] = "c"
        #expect(try url() == ["c"])
        environment["ELASTICSEARCH_URL"] = "b"
        #expect(try url() == ["b"])
        environment["BEACONING_URL"] = "a1, a2,"
        #expect(try url() == ["a1", "a2"])
        #expect(try url("--url", "z") == ["z"])
    }

    @Test("Hours are kept where a folder is named, by run alone, and not when told otherwise")
    func history() throws {
        func folder(_ typed: String..., environment: [String: String] = [:]) throws -> String? {
            try settings(typed, environment.merging(["BEACONING_URL": "u"]) { $1 }).history?.folder
        }
        let named = ["BEACONING_STATE_DIR": "b", "XDG_STATE_HOME": "x", "HOME": "h"]
        #expect(try folder("run", environment: ["XDG_STATE_HOME": "x", "HOME": "h"]) == nil)
        #expect(try folder("run", environment: named) == "b")
        #expect(try folder("run", "--state-dir", "a", environment: named) == "a")
        #expect(try folder("run", "--state-dir", "a", "--no-history") == nil)
        #expect(try folder("run", "--state-dir", "a", "--input", "f") == nil)
        #expect(try folder("preview", environment: named) == nil)
        #expect(try settings(["run", "--url", "u"], named).history?.clockSeconds == Self.clock)
    }

    @Test("Where hours are kept unless told otherwise, they go where the system keeps state")
    func historyByDefault() throws {
        func folder(_ typed: String..., environment: [String: String]) throws -> String? {
            guard case .words(let words) = try CommandLineParser().parse(typed) else { return nil }
            return try HistorySetting.resolved(
                words, in: Surroundings(environment: environment, clockSeconds: Self.clock), isDefault: true)?.folder
        }
        #expect(try folder("run", environment: ["XDG_STATE_HOME": "/x", "HOME": "/h"]) == "/x/beaconing")
        #expect(try folder("run", environment: ["HOME": "/h"]) == "/h/.local/state/beaconing")
        #expect(try folder("run", environment: ["HOME": "/h", "BEACONING_STATE_DIR": "/b"]) == "/b")
        #expect(try folder("run", environment: [:]) == nil)
        #expect(try folder("run", "--no-history", environment: ["HOME": "/h"]) == nil)
    }

    @Test("Files beat a cluster of the environment, and need nothing of it")
    func files() throws {
        let settings = try settings(
            ["preview", "--input", "f"], ["BEACONING_URL": "u", "BEACONING_API_KEY_FILE": "none"])
        #expect(settings.cluster == nil)
        guard case .files(["f"]) = settings.source else { throw Failure(.defect, "not files") }
        #expect(try self.settings(["run", "--input", "f"], ["BEACONING_URL": "u"]).cluster != nil)
    }

    @Test("The window ends the template's delay before the clock, or where it was told to")
    func window() throws {
        let delayed = try settings(["preview", "--url", "u"])
        #expect(delayed.window.nowSeconds == Self.clock - Int64(delayed.template.sync.delaySeconds))
        #expect(try settings(["preview", "--url", "u", "--now", "now"]).window.nowSeconds == Self.clock)
        #expect(try settings(["preview", "--url", "u", "--window", "3h"]).window.bucketCount == 180)
        #expect(try settings(["preview", "--url", "u", "--set", "time_bucket_length=30"]).window.bucketSeconds == 30)
    }

    @Test("Indices come from the words when they name any")
    func indices() throws {
        let template = try settings(["preview", "--url", "u"]).template
        let changed = try settings(["preview", "--url", "u", "--index", "a,b", "--index", "c-*"]).template
        #expect(template.source.indices == ["logs-*"])
        #expect(changed.source.indices == ["a", "b", "c-*"])
        #expect(changed.id == template.id)
    }

    @Test("Limits of the connection reach it")
    func connection() throws {
        let arguments = ["preview", "--url", "u", "--retries", "0", "--timeout", "90s", "--insecure"]
        let cluster = try #require(try settings(arguments, ["BEACONING_CA_FILE": "none"]).cluster)
        #expect(cluster.configuration.retry.attempts == 1)
        #expect(cluster.configuration.transport.requestTimeoutSeconds == 90)
        #expect(!cluster.configuration.transport.verifiesPeer)
        #expect(cluster.warnings.count == 1)
    }

    @Test("The load and the compression of answers are two at a time and automatic unless somebody says otherwise")
    func load() throws {
        let usual = try #require(try settings(["preview", "--url", "u"]).cluster).configuration
        #expect(usual.load.requestsInFlight == 2 && usual.transport.compression == .automatic)
        let said = ["BEACONING_MAX_LOAD": "6.5", "BEACONING_COMPRESSION": "never"]
        let busy = try #require(try settings(["preview", "--url", "u"], said).cluster).configuration
        #expect(busy.load.average == 6.5 && busy.transport.maxConnectionsPerHost == 9)
        #expect(busy.transport.compression == .never)
        let typed = ["preview", "--url", "u", "--max-load", "0.25", "--compression", "always"]
        let polite = try #require(try settings(typed, said).cluster).configuration
        #expect(polite.load.average == 0.25 && polite.transport.compression == .always)
        for words in [
            ["--max-load", "0"], ["--max-load", "many"], ["--max-load", "nan"], ["--compression", "gzip"],
        ] {
            let failure = #expect(throws: Failure.self) { _ = try settings(["preview", "--url", "u"] + words) }
            #expect(failure?.code == .usage)
        }
    }
}
