import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

@Suite("Kibana and OpenSearch Dashboards", .timeLimit(.minutes(5)))
struct DashboardsServerTests {
    private static let families: [ClusterProduct.Family] = [.elasticsearch, .opensearch]

    /// What has to change on a server.
    private func plan(_ server: DashboardsServer, _ file: ImportFile) async throws -> DashboardsPlan {
        DashboardsPlan(installing: file, on: try await server.objects(of: file))
    }

    @Test(
        "What is imported is found unchanged, what somebody changed is updated, what is deleted is created",
        arguments: families)
    func lifetime(family: ClusterProduct.Family) async throws {
        let standIn = try SampleObjects.standIn(family)
        let server = try DashboardsServer(family, url: standIn.url)
        let file = try SampleObjects.file(family)
        let place = family == .elasticsearch ? "default" : "__user__"
        var plan = try await plan(server, file)
        #expect(plan.changes.map(\.action) == [.create, .create, .create])
        #expect(try await server.importing(plan.file).written.map(\.key) == SampleObjects.keys)
        plan = try await self.plan(server, file)
        #expect(plan.changes.isEmpty)

        let changed = try #require(standIn.objects(in: place)[SampleObjects.dashboard])
        standIn.put(changed.setting("attributes", to: ["title": "Mine"]), in: place)
        standIn.remove(SampleObjects.search, from: place)
        plan = try await self.plan(server, file)
        let view = family == .elasticsearch ? "data view" : "index pattern"
        #expect(
            plan.changes.map { $0.sentence(on: family) } == [
                #"create saved search beaconing-documents, "Documents""#,
                #"update dashboard beaconing-network, "Network""#,
            ])
        let result = try await server.importing(plan.file)
        #expect(result.written.map(\.isOverwritten) == [false, true])
        #expect(try await self.plan(server, file).changes.isEmpty)

        let away = DashboardsPlan(uninstalling: file, on: try await server.objects(of: file))
        #expect(
            away.changes.map { $0.sentence(on: family) } == [
                #"delete dashboard beaconing-network, "Network""#,
                #"delete saved search beaconing-documents, "Documents""#,
                #"delete \#(view) beaconing-signals, "ml_beaconing.all""#,
            ])
        for change in away.changes + away.changes { try await server.delete(change.object.key) }
        #expect(standIn.objects(in: place).isEmpty)
        #expect(try await server.objects(of: file).isEmpty)
    }

    @Test("A base path, a space and credentials go with every request")
    func space() async throws {
        var settings = SavedObjectsStandIn.Settings(.elasticsearch, "9.1.3")
        settings.basePath = "/base/kibana"
        settings.spaces = ["soc-1"]
        settings.authorization = "ApiKey a-key"
        let standIn = try SavedObjectsStandIn(settings)
        let server = try DashboardsServer(
            url: standIn.url + "/", space: "soc-1", credentials: .apiKey(Secret("a-key")))
        let file = try SampleObjects.file(.elasticsearch)
        #expect(try await server.version() == "9.1.3")
        try await server.checkPlace()
        #expect(try await server.objects(of: file).isEmpty)
        _ = try await server.importing(file)
        try await server.delete(SampleObjects.dashboard)
        #expect(standIn.objects(in: "soc-1").count == 2 && standIn.objects(in: "default").isEmpty)
        #expect(standIn.requests.allSatisfy { $0.path.hasPrefix("/base/kibana/") })
        // The default space has a name too.
        let plain = try DashboardsServer(url: standIn.url, space: "default", credentials: .apiKey(Secret("a-key")))
        try await plain.checkPlace()
        #expect(try await plain.objects(of: file).isEmpty)
        #expect(standIn.requests.last?.path == "/base/kibana/api/saved_objects/_export")
    }

    @Test("An object whose id is another space's gets another id, and says so; again it is replaced there")
    func otherSpace() async throws {
        var settings = SavedObjectsStandIn.Settings(.elasticsearch, "9.1.3")
        settings.spaces = ["b"]
        let standIn = try SavedObjectsStandIn(settings)
        let file = try SampleObjects.file(.elasticsearch)
        _ = try await DashboardsServer(url: standIn.url).importing(file)
        let server = try DashboardsServer(url: standIn.url, space: "b")
        let first = try await server.importing(file)
        #expect(first.written.allSatisfy { $0.otherID != nil && !$0.isOverwritten })
        let second = try await server.importing(file)
        #expect(second.written.allSatisfy { $0.isOverwritten })
        #expect(second.written.map(\.otherID) == first.written.map(\.otherID))
        #expect(standIn.objects(in: "b").count == 3)

        // They are known again, also when one has changed, and taken away, the other space's not.
        #expect(try await plan(server, file).changes.isEmpty)
        let other = try #require(first.written.last?.otherID)
        let key = SavedObjectKey(type: "dashboard", id: other)
        let stored = try #require(standIn.objects(in: "b")[key])
        standIn.put(stored.setting("attributes", to: ["title": "Mine"]), in: "b")
        let mending = try await plan(server, file)
        #expect(mending.changes.map(\.stored) == [key] && mending.changes.map(\.action) == [.update])
        #expect(try await server.importing(mending.file).failure(of: 3, on: .elasticsearch) == nil)
        #expect(try await plan(server, file).changes.isEmpty)
        let away = DashboardsPlan(uninstalling: file, on: try await server.objects(of: file))
        for change in away.changes { try await server.delete(change.stored) }
        #expect(standIn.objects(in: "b").isEmpty && standIn.objects(in: "default").count == 3)
    }

    @Test("Two copies of one object are left alone, and the import says that it cannot choose")
    func twoCopies() async throws {
        var settings = SavedObjectsStandIn.Settings(.elasticsearch, "9.1.3")
        settings.spaces = ["b"]
        let standIn = try SavedObjectsStandIn(settings)
        let file = try SampleObjects.file(.elasticsearch)
        for id in ["one", "two"] {
            standIn.put(
                file.objects[2].json.setting("id", to: .string(id)).setting("originId", to: "beaconing-network"),
                in: "b")
        }
        let server = try DashboardsServer(url: standIn.url, space: "b")
        #expect(try await server.objects(of: file).isEmpty)
        let result = try await server.importing(file)
        #expect(result.written.isEmpty && result.problems.map(\.key) == [SampleObjects.dashboard])
        guard case .ambiguous(let ids)? = result.problems.first?.reason else { throw Unexpected() }
        #expect(Set(ids) == ["one", "two"] && standIn.objects(in: "b").count == 2)
    }

    private struct Unexpected: Error {}

    @Test("The tenant goes in the header as it is written and in no query")
    func tenant() async throws {
        var settings = SavedObjectsStandIn.Settings(.opensearch, "3.2.0")
        settings.tenants = ["a%20b&c"]
        let standIn = try SavedObjectsStandIn(settings)
        let server = try DashboardsServer(.opensearch, url: standIn.url, tenant: "a%20b&c")
        _ = try await server.importing(SampleObjects.file(.opensearch))
        #expect(standIn.objects(in: "a%20b&c").count == 3 && standIn.objects(in: "__user__").isEmpty)
        #expect(standIn.requests.allSatisfy { !$0.target.contains("tenant") })
    }

    @Test("What the product does not have, or no name can be, is refused before anything is sent")
    func places() async throws {
        for (family, space, tenant) in [
            (.elasticsearch, nil, "global"), (.opensearch, "soc", nil), (.elasticsearch, "Soc", nil),
            (.elasticsearch, "a/b", nil), (.elasticsearch, "", nil), (.opensearch, nil, "a b"), (.opensearch, nil, "é"),
            (.opensearch, nil, "a\r\nb: c"), (.opensearch, nil, ""), (.elasticsearch, "a", "b"),
        ] as [(ClusterProduct.Family, String?, String?)] {
            let error = await failure { () throws(ClusterError) in
                try DashboardsServer(family, url: "https://x", space: space, tenant: tenant)
            }
            #expect(error?.code == .configuration, "\(space ?? "") \(tenant ?? "")")
        }
    }

    @Test("Addresses are checked as the cluster's are, in words of their own")
    func addresses() async throws {
        for (url, part) in [
            ("https://a:b@x", "BEACONING_DASHBOARDS_USERNAME"), ("ftp://x", "is not an address of Kibana"),
            ("http://kibana.example.org", "plain http"), ("https://x/app#/home", "is not an address of Kibana"),
            ("https://x/base/s/soc/", "--space soc"), ("x/s/soc", "--space soc"),
        ] {
            let error = await failure { () throws(ClusterError) in
                try DashboardsServer(url: url, credentials: .apiKey(Secret("k")))
            }
            #expect(error?.code == .configuration && error?.description.contains(part) == true, "\(url)")
        }
        let deaf = try DeafPort()
        let server = try DashboardsServer(url: deaf.url)
        let dead = await failure { () throws(ClusterError) in try await server.version() }
        #expect(dead?.code == .unreachable)
        for (credentials, part) in [
            (Credentials.none, "Kibana asks who is there"),
            (.apiKey(Secret("x")), "Kibana does not accept the API key"),
        ] {
            var settings = SavedObjectsStandIn.Settings(.elasticsearch, "9.1.3")
            settings.authorization = "ApiKey other"
            let standIn = try SavedObjectsStandIn(settings)
            let server = try DashboardsServer(url: standIn.url, credentials: credentials)
            let error = await failure { () throws(ClusterError) in try await server.version() }
            #expect(
                error?.code == .unauthenticated && error?.sentence.hasPrefix(part) == true,
                "\(error?.description ?? "")")
        }
    }

    @Test("The product is told by its header, without it by its version, and need not tell either")
    func product() async throws {
        for mishaps in [[], [Mishap.nameless], [.secretive], [.secretive, .nameless]] {
            for family in Self.families {
                var settings = SavedObjectsStandIn.Settings(family, family == .elasticsearch ? "8.8.0" : "3.2.0")
                settings.mishaps = mishaps
                let standIn = try SavedObjectsStandIn(settings)
                let isSecretive = mishaps.contains { if case .secretive = $0 { true } else { false } }
                let server = try DashboardsServer(family, url: standIn.url)
                #expect(try await server.version() == (isSecretive ? nil : settings.version))
                if mishaps.count == 2 { continue }
                let other = try DashboardsServer(
                    family == .elasticsearch ? .opensearch : .elasticsearch, url: standIn.url)
                let error = await failure { () throws(ClusterError) in try await other.version() }
                #expect(error?.code == .configuration)
                #expect(error?.sentence.contains("is \(family.dashboards)") == true, "\(error?.description ?? "")")
            }
        }
    }

    @Test("What is no such server is told apart")
    func strangers() async throws {
        for (behaviour, part) in [
            (Behaviour.text("<html>", headers: [("Content-Type", "text/html")]), "a web page"),
            (.text("", status: 302, headers: [("Location", "/login")]), "a redirect"),
            (.json("{}", status: 404), "HTTP 404"), (.json("{}"), "HTTP 200"), (.json(#"{"version":{}}"#), "HTTP 200"),
            (.json("{}", status: 400, headers: [("X-elastic-product", "Elasticsearch")]), "Elasticsearch itself"),
        ] {
            let stranger = try RudeServer(behaviour)
            let server = try DashboardsServer(url: stranger.url)
            let error = await failure { () throws(ClusterError) in try await server.version() }
            #expect(error?.code == .configuration)
            #expect(error?.sentence.contains(part) == true, "\(error?.description ?? "")")
        }
    }

    @Test("A space that is not there is refused before anything is written into it")
    func noSpace() async throws {
        let standIn = try SampleObjects.standIn()
        let server = try DashboardsServer(url: standIn.url, space: "nowhere")
        let error = await failure { () throws(ClusterError) in try await server.checkPlace() }
        #expect(error?.code == .configuration && error?.sentence.contains("no space nowhere") == true)
        let forbidden = try SampleObjects.standIn(.elasticsearch, nil, .status(403, "not yours", on: .space))
        let stranger = try DashboardsServer(url: forbidden.url, space: "default-2")
        let unseen = await failure { () throws(ClusterError) in try await stranger.checkPlace() }
        #expect(unseen?.code == .forbidden && unseen?.sentence.contains("space default-2: not yours") == true)
    }
}
