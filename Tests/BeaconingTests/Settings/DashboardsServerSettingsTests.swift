import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

@Suite("Where dashboards go")
struct DashboardsServerSettingsTests {
    private func read(_ words: [String], _ environment: [String: String] = [:]) throws -> DashboardsServerSettings? {
        let surroundings = Surroundings(environment: environment, clockSeconds: 0)
        guard case .words(let typed) = try CommandLineParser().parse(["install", "--url", "https://es"] + words) else {
            throw Failure(.defect, "help")
        }
        let cluster = try #require(try ClusterSettings(typed, in: surroundings))
        return try DashboardsServerSettings(typed, in: surroundings, beside: cluster)
    }

    @Test("Nothing where no address is named; what is typed comes before the environment")
    func address() throws {
        #expect(try read([]) == nil)
        #expect(try read([], ["BEACONING_DASHBOARDS_URL": ""]) == nil)
        let environment = ["BEACONING_DASHBOARDS_URL": "https://one"]
        #expect(try read([], environment)?.configuration.urls == ["https://one"])
        #expect(try read(["--dashboards-url", "https://two"], environment)?.configuration.urls == ["https://two"])
    }

    @Test("Certificates are the server's own, or else the cluster's; --insecure holds for both and warns")
    func certificates() throws {
        // The files are read only when connections are made.
        let (ours, theirs) = (#filePath, "/dev/null")
        let url = ["--dashboards-url", "https://kibana"]
        #expect(try read(url)?.configuration.transport.caFile == nil)
        #expect(try read(url, ["BEACONING_CA_FILE": theirs])?.configuration.transport.caFile == theirs)
        let both = ["BEACONING_CA_FILE": theirs, "BEACONING_DASHBOARDS_CA_FILE": ours]
        #expect(try read(url, both)?.configuration.transport.caFile == ours)
        #expect(try read(url + ["--dashboards-ca-file", theirs], both)?.configuration.transport.caFile == theirs)
        let insecure = try #require(try read(url + ["--insecure"], both))
        #expect(!insecure.configuration.transport.verifiesPeer && insecure.warnings.count == 1)
    }

    @Test("Limits and retries are the cluster's")
    func limits() throws {
        let words = ["--dashboards-url", "https://kibana", "--timeout", "7s", "--retries", "2"]
        let settings = try #require(try read(words))
        #expect(settings.configuration.transport.requestTimeoutSeconds == 7)
        #expect(settings.configuration.retry.attempts == 3)
    }
}
