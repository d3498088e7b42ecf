import BeaconDashboards
import SearchCluster

/// `dashboards draw`: the dashboards with what a cluster answers to their searches, as a page.
struct DashboardsDrawCommand: Sendable {
    private let settings: DashboardSettings
    private let cluster: ClusterSettings
    private let signals: String?
    private let from, to: String?
    private let clockSeconds: Int64
    private let output: String?
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try DashboardSettings(words, in: surroundings)
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(
                .configuration, "no cluster is given whose signals are to be drawn",
                cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
        let indices = words.all(.index)
        signals = indices.isEmpty ? nil : indices.joined(separator: ",")
        if signals?.isEmpty == true { throw Failure(.usage, "--index names no index") }
        from = try Self.time(.rangeFrom, of: words)
        to = try Self.time(.rangeTo, of: words)
        clockSeconds = surroundings.clockSeconds
        output = words.last(.output)
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
    }

    private static func time(_ name: OptionName, of words: TypedWords) throws(Failure) -> String? {
        guard let text = words.last(name) else { return nil }
        guard PanelSearch.isTime(text) else {
            throw Failure(
                .usage, "\(name.typed) is a time such as now-24h or 2026-11-23T10:00:00Z, not \"\(text)\"")
        }
        return text
    }

    func perform() async throws -> ExitCode {
        for warning in cluster.warnings { console.warn(warning) }
        var output = try ResultOutput(file: output)
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        let product = try await product(client)
        let bundle = try DashboardBundle(settings.source, for: product)
        var found: [DashboardPage.Found] = []
        for search in try searches(bundle) { found.append(try await answer(to: search, from: client)) }
        let page = DashboardPage(of: bundle.bytes, for: product, found: found, from: from, to: to)
        try output.write(page.html)
        try output.finish()
        let empty = found.count { $0.rows.documents == 0 }
        console.remark("\(found.count) panels for \(product.title), \(empty) of them without a document")
        return .done
    }

    private func product(_ client: ClusterClient) async throws -> DashboardProduct {
        if let product = settings.product { return product }
        return try await client.product().family == .opensearch ? .opensearch : .kibana
    }

    private func searches(_ bundle: DashboardBundle) throws(Failure) -> [PanelSearch] {
        var searches: [PanelSearch]
        do throws(KQL.Failure) {
            searches = try PanelSearch.all(in: bundle.bytes, from: from, to: to, clockSeconds: clockSeconds)
        } catch {
            throw Failure(
                .configuration, "a query of the dashboards cannot be read: \(error.sentence)",
                cure: "export them and run beaconing dashboards check on the file")
        }
        let usual = settings.source.dataViews.first { $0.id == "beaconing-signals" }?.title
        if let signals {
            for place in searches.indices where searches[place].index == usual { searches[place].index = signals }
        }
        return searches
    }

    private func answer(
        to search: PanelSearch, from client: ClusterClient
    ) async throws(ClusterError) -> DashboardPage.Found {
        do throws(ClusterError) {
            let answer = try await client.search(search.body, on: search.index)
            guard let rows = PanelRows(answer, to: search) else {
                throw ClusterError(.malformed, "the answer does not fit what was asked")
            }
            return DashboardPage.Found(search: search, rows: rows)
        } catch {
            var told = error
            told.sentence = "panel \(search.panel) of \(search.dashboard): \(error.sentence)"
            if error.code == .noSuchIndex, error.cure == nil {
                told.cure = "the alias is there after beaconing install or the first run; another is named with --index"
            }
            throw told
        }
    }
}
