import SearchCluster
import TestSupport
import Testing

@Suite("Installing dashboards too", .timeLimit(.minutes(20)))
struct InstallDashboardsTests {
    /// A cluster of a family that keeps what is installed, and a server of dashboards that goes with it.
    private struct Pair {
        let cluster: RudeServer
        let dashboards: SavedObjectsStandIn

        init(
            _ family: ClusterProduct.Family = .elasticsearch,
            _ change: (inout SavedObjectsStandIn.Settings) -> Void = { _ in }
        ) throws {
            let version =
                family == .elasticsearch
                ? #"{"number":"9.1.3","build_flavor":"default"}"# : #"{"number":"2.19.0","distribution":"opensearch"}"#
            cluster = try RudeServer { request in
                switch (request.method, request.path) {
                case ("GET", "/"): .json(#"{"version":\#(version)}"#)
                case ("GET", "/_index_template"): .json(#"{"index_templates":[]}"#)
                case ("GET", _): .json(#"{"error":{"type":"index_not_found_exception"}}"#, status: 404)
                default: .json(#"{"acknowledged":true}"#)
                }
            }
            var settings = SavedObjectsStandIn.Settings(family, family == .elasticsearch ? "9.1.3" : "2.19.0")
            change(&settings)
            dashboards = try SavedObjectsStandIn(settings)
        }

        func run(
            _ verb: String, _ words: String..., environment: [String: String] = [:]
        ) async throws -> BuiltProgram.Outcome {
            var program = try BuiltProgram()
            program.environment = environment
            return try await program.run(
                [verb, "--url", cluster.url, "--dashboards-url", dashboards.url, "--retries", "0"] + words)
        }

        /// What was written to the cluster.
        var clusterWrites: Int { cluster.requests.count { $0.method != "GET" } }
    }

    private static let network = SavedObjectKey(type: "dashboard", id: "beaconing-network")

    /// The lines about dashboards.
    private func told(_ outcome: BuiltProgram.Outcome) -> [Substring] {
        outcome.lines.filter { line in
            ["dashboard ", "data view ", "index pattern ", "saved search ", "visualization "].contains {
                line.contains($0)
            }
        }
    }

    @Test(
        "Told beforehand, then imported, then unchanged, then taken away",
        arguments: [
            (ClusterProduct.Family.elasticsearch, "default", 7, "data view"),
            (.opensearch, "__user__", 35, "index pattern"),
        ])
    func lifetime(family: ClusterProduct.Family, place: String, count: Int, view: String) async throws {
        let pair = try Pair(family)
        let dry = try await pair.run("install", "--dry-run")
        #expect(dry.code == 0, "\(dry.messages)")
        #expect(told(dry).count == count && pair.clusterWrites == 0)
        #expect(pair.dashboards.objects(in: place).isEmpty)
        #expect(dry.output.contains("would create \(view) beaconing-signals, \"ml_beaconing.all\"\n"), "\(dry.output)")
        #expect(dry.messages == "nothing was changed (--dry-run)\n")

        let install = try await pair.run("install")
        #expect(install.code == 0, "\(install.messages)")
        #expect(install.messages.isEmpty)
        #expect(told(install).map { "would " + $0 } == told(dry).map(String.init))
        #expect(pair.dashboards.objects(in: place).count == count)

        let again = try await pair.run("install")
        #expect(again.code == 0 && told(again).isEmpty, "\(again.output)")
        #expect(pair.dashboards.requests.count { $0.path.hasSuffix("/_import") } == 1)

        pair.dashboards.put(
            ["type": "dashboard", "id": "beaconing-network", "attributes": ["title": "Mine"], "references": []],
            in: place)
        let mended = try await pair.run("install")
        #expect(told(mended) == ["update dashboard beaconing-network, \"Network beaconing\""])
        #expect(pair.dashboards.objects(in: place)[Self.network]?["attributes"]?["title"] == "Network beaconing")

        let own: JSONValue = ["type": "dashboard", "id": "mine", "attributes": ["title": "x"], "references": []]
        pair.dashboards.put(own, in: place)
        let dryAway = try await pair.run("uninstall", "--dry-run")
        #expect(dryAway.code == 0 && told(dryAway).count == count, "\(dryAway.messages)")
        #expect(pair.dashboards.objects(in: place).count == count + 1)
        let away = try await pair.run("uninstall")
        #expect(away.code == 0, "\(away.messages)")
        #expect(told(away).count == count && told(away).last?.hasPrefix("delete \(view) ") == true)
        #expect(pair.dashboards.objects(in: place) == [SavedObjectKey(type: "dashboard", id: "mine"): own])
        let nothing = try await pair.run("uninstall")
        #expect(nothing.code == 0 && nothing.output == "nothing to do\n", "\(nothing.output)")
    }

    @Test("Without an address one remark says how to get dashboards, and no other server is asked")
    func remark() async throws {
        let pair = try Pair()
        let outcome = try await BuiltProgram().run("install", "--url", pair.cluster.url)
        #expect(outcome.code == 0)
        #expect(outcome.messages.contains("--dashboards-url") && outcome.messages.contains("dashboards export"))
        #expect(outcome.messages.split(separator: "\n").count == 1)
        let away = try await BuiltProgram().run("uninstall", "--url", pair.cluster.url)
        #expect(away.code == 0 && away.messages.isEmpty)
    }

    @Test("Each version gets what it takes; one that is too old is told so")
    func versions() async throws {
        for version in ["8.8.0", "8.9.2", "8.19.1", "9.5.0"] {
            let pair = try Pair(.elasticsearch) { $0.version = version }
            let outcome = try await pair.run("install")
            #expect(outcome.code == 0, "\(version): \(outcome.messages)")
        }
        for version in ["1.3.0", "3.2.0"] {
            let pair = try Pair(.opensearch) { $0.version = version }
            #expect(try await pair.run("install").code == 0)
        }
        let old = try Pair(.elasticsearch) { $0.version = "7.17.9" }
        let outcome = try await old.run("install")
        #expect(outcome.code == 78)
        #expect(outcome.messages.contains("need Kibana 8.8 or newer"), "\(outcome.messages)")
        #expect(outcome.messages.contains("the cluster's part is done"), "\(outcome.messages)")
        let secretive = try Pair { $0.mishaps = [.secretive] }
        #expect(try await secretive.run("install").code == 0)
    }

    @Test("What cannot be imported leaves the cluster's part done, and the same again does the rest")
    func halfDone() async throws {
        for (mishap, code, part) in [
            (Mishap.status(403, "Unable to bulk_create dashboard", on: .import), 77 as Int32, "Unable to bulk_create"),
            (.status(400, "Unable to bulk_get dashboard", on: .export), 77, "Unable to bulk_get"),
            (.status(422, "more recent version", on: .import), 78, "does not know the version"),
            (.status(413, "large", on: .import), 78, "too large"), (.status(503, "no", on: .status), 69, "HTTP 503"),
            (.status(500, "threw", on: .import), 69, "threw"), (.page(on: .status), 78, "a web page"),
            (.halfAnswer(on: .import), 69, ""), (.forgetful(on: .import), 76, "does not account for each"),
            (
                .object(Self.network, error: ["type": "unknown", "message": "full"], on: .import), 78,
                "6 of 7 were imported"
            ),
        ] {
            let pair = try Pair { $0.mishaps = [mishap] }
            let outcome = try await pair.run("install")
            #expect(outcome.code == code, "\(mishap): \(outcome.messages)")
            #expect(outcome.messages.contains(part), "\(mishap): \(outcome.messages)")
            #expect(outcome.messages.contains("the cluster's part is done"), "\(outcome.messages)")
            #expect(outcome.output.contains("create index ml_beaconing-1.0.0\n"))
            #expect(pair.clusterWrites == 4)
            if case .object = mishap { #expect(told(outcome).count == 6) }
        }
        let deaf = try DeafPort()
        let pair = try Pair()
        for (verb, words, part) in [
            ("install", [], "the cluster's part is done"), ("install", ["--dry-run"], "is told above"),
            ("uninstall", [], "the cluster's part is done"),
        ] {
            let outcome = try await BuiltProgram().run(
                [verb, "--url", pair.cluster.url, "--dashboards-url", deaf.url, "--retries", "0"] + words)
            #expect(outcome.code == 69, "\(outcome.messages)")
            #expect(outcome.messages.contains(part), "\(outcome.messages)")
            #expect(outcome.output.contains("create index ml_beaconing-1.0.0\n") == (verb == "install"))
        }
    }

    @Test("The other product at the address, and a space that is not there, are settings that cannot work")
    func wrongPlace() async throws {
        let (kibana, osd) = (try Pair(.elasticsearch), try Pair(.opensearch))
        let swapped = try await BuiltProgram().run(
            "install", "--url", kibana.cluster.url, "--dashboards-url", osd.dashboards.url)
        #expect(swapped.code == 78, "\(swapped.messages)")
        #expect(swapped.messages.contains("is OpenSearch Dashboards 2.19.0"), "\(swapped.messages)")
        let nowhere = try await kibana.run("install", "--space", "nowhere")
        #expect(nowhere.code == 78, "\(nowhere.messages)")
        #expect(nowhere.messages.contains("no space nowhere"), "\(nowhere.messages)")
        #expect(kibana.dashboards.objects(in: "nowhere").isEmpty)
        let spaced = try Pair { $0.spaces = ["soc"] }
        #expect(try await spaced.run("install", "--space", "soc").code == 0)
        #expect(spaced.dashboards.objects(in: "soc").count == 7 && spaced.dashboards.objects(in: "default").isEmpty)
        #expect(try await osd.run("install", "--tenant", "global").code == 0)
        #expect(osd.dashboards.objects(in: "global").count == 35)
    }

    @Test("Contradictions are found before anything is changed")
    func contradictions() async throws {
        let (kibana, osd) = (try Pair(.elasticsearch), try Pair(.opensearch))
        for (pair, words, code) in [
            (kibana, ["--tenant", "global"], 78 as Int32), (osd, ["--space", "soc"], 78),
            (kibana, ["--space", "a", "--tenant", "b"], 64), (kibana, ["--space", "A/b"], 78),
            (osd, ["--tenant", "a b"], 78), (kibana, ["--insecure", "--dashboards-ca-file", "x"], 64),
            (kibana, ["--dashboards-ca-file", "nowhere.pem"], 74), (kibana, ["--dashboards-url", "ftp://x"], 78),
        ] {
            let outcome = try await BuiltProgram().run(
                ["install", "--url", pair.cluster.url, "--dashboards-url", pair.dashboards.url] + words)
            #expect(outcome.code == code, "\(words): \(outcome.messages)")
            #expect(outcome.output.isEmpty && pair.clusterWrites == 0)
        }
        for option in ["--space", "--tenant", "--dashboards-ca-file"] {
            let outcome = try await BuiltProgram().run("install", "--url", kibana.cluster.url, option, "x")
            #expect(outcome.code == 64 && outcome.messages.contains("--dashboards-url"), "\(outcome.messages)")
        }
        #expect(kibana.dashboards.requests.isEmpty && osd.dashboards.requests.isEmpty)
    }

    @Test("Credentials are the dashboards' own, or else the cluster's, and are said nowhere")
    func credentials() async throws {
        let own = ["BEACONING_DASHBOARDS_USERNAME": "u", "BEACONING_DASHBOARDS_PASSWORD": "secret-p"]
        let key = ["BEACONING_API_KEY": "c2VjcmV0"]
        for (environment, header) in [
            (own, "Basic dTpzZWNyZXQtcA=="), (key, "ApiKey c2VjcmV0"),
            (key.merging(own) { $1 }, "Basic dTpzZWNyZXQtcA=="),
            (["BEACONING_DASHBOARDS_API_KEY": "a:b"], "ApiKey YTpi"),
        ] {
            let pair = try Pair { $0.authorization = header }
            let outcome = try await pair.run("install", "-v", environment: environment)
            #expect(outcome.code == 0, "\(outcome.messages)")
            #expect(!outcome.messages.contains("secret-p") && !outcome.messages.contains("c2VjcmV0"))
            let atCluster = Set(pair.cluster.requests.flatMap { $0.headers("authorization") })
            #expect(atCluster == (environment["BEACONING_API_KEY"] == nil ? [] : ["ApiKey c2VjcmV0"]))
        }
        let pair = try Pair { $0.authorization = "ApiKey x" }
        let none = try await pair.run("install")
        #expect(none.code == 77 && none.messages.contains("BEACONING_DASHBOARDS_API_KEY"), "\(none.messages)")
        let half = try await pair.run("install", environment: ["BEACONING_DASHBOARDS_USERNAME": "u"])
        #expect(half.code == 78 && half.messages.contains("BEACONING_DASHBOARDS_PASSWORD"), "\(half.messages)")
        let clear = try await BuiltProgram().run("install", "--url", pair.cluster.url)
        #expect(clear.code == 0)
    }

    @Test("Ids that another space has are told, with what that means")
    func otherSpace() async throws {
        let pair = try Pair { $0.spaces = ["a", "b"] }
        #expect(try await pair.run("install", "--space", "a").code == 0)
        let outcome = try await pair.run("install", "--space", "b")
        #expect(outcome.code == 0)
        #expect(outcome.messages.split(separator: "\n").count == 7)
        #expect(outcome.messages.contains("links and drilldowns to it may lead nowhere"), "\(outcome.messages)")
        #expect(pair.dashboards.objects(in: "b").count == 7)
        let again = try await pair.run("install", "--space", "b")
        #expect(again.code == 0 && told(again).isEmpty && again.messages.isEmpty, "\(again.messages)")
        #expect(try await pair.run("uninstall", "--space", "b").code == 0)
        #expect(pair.dashboards.objects(in: "b").isEmpty && pair.dashboards.objects(in: "a").count == 7)
    }

    @Test("The environment may name the server")
    func variable() async throws {
        let pair = try Pair()
        var program = try BuiltProgram()
        program.environment["BEACONING_DASHBOARDS_URL"] = pair.dashboards.url
        let outcome = try await program.run("install", "--url", pair.cluster.url)
        #expect(outcome.code == 0 && pair.dashboards.objects(in: "default").count == 7, "\(outcome.messages)")
    }
}
