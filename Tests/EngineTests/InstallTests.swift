import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import beaconing

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct InstallTests {
    private static let now = "2026-11-23T10:00:00Z"

    @Test(
        "Install, run, install again, upgrade, uninstall: each changes what it says and nothing else",
        arguments: Engine.named)
    func lifetime(engine: Engine) async throws {
        try await TestInstallation.with(on: engine) { test in
            let (old, new) = (try test.template("1.9.0"), try test.template("1.10.0"))
            let events = try test.events()
            let before = try await test.state()
            #expect(before.isEmpty)
            #expect(try await test.perform(["install", "--template", old, "--dry-run"]) == .done)
            #expect(try await test.state() == before)

            #expect(try await test.perform(["install", "--template", old]) == .done)
            let installed = try await test.state()
            #expect(
                Set(installed.keys) == [
                    "template beaconing-\(test.stem)", "index \(test.stem)-1.9.0", "index \(test.stateIndex)",
                ])
            let index = try #require(installed["index \(test.stem)-1.9.0"])
            #expect(Set((index["aliases"]?.members ?? []).map(\.name)) == ["\(test.stem).latest", "\(test.stem).all"])
            #expect(
                index["mappings"]?["properties"]?["beacon_stats"]?["properties"]?["autocovariance"]?["type"] == "float")
            #expect(try await test.perform(["install", "--template", old]) == .done)
            #expect(try await test.state() == installed)

            let run = ["run", "--input", events, "--now", Self.now, "--template"]
            #expect(try await test.perform(run + [old]) == .done)
            #expect(try await test.count("\(test.stem).latest") == 1)
            #expect(try await test.perform(["install", "--template", old]) == .done)
            #expect(try await test.state() == installed)

            #expect(try await test.perform(["install", "--template", new]) == .done)
            let upgraded = try await test.state()
            #expect(
                upgraded.count == 4
                    && upgraded["template beaconing-\(test.stem)"] == installed["template beaconing-\(test.stem)"])
            #expect(try await test.client.indices(behind: "\(test.stem).latest") == ["\(test.stem)-1.10.0"])
            #expect(try await test.count("\(test.stem).latest") == 0)
            #expect(try await test.count("\(test.stem).all") == 1)
            #expect(try await test.perform(["install", "--template", new]) == .done)
            #expect(try await test.state() == upgraded)

            #expect(try await test.perform(["uninstall", "--template", new, "--dry-run"]) == .done)
            #expect(try await test.state() == upgraded)
            #expect(try await test.perform(["uninstall", "--template", new]) == .done)
            let left = try await test.state()
            #expect(left.keys.sorted() == ["index \(test.stem)-1.9.0"])
            #expect(left["index \(test.stem)-1.9.0"]?["aliases"]?.members?.isEmpty == true)
            #expect(try await test.count("\(test.stem)-1.9.0") == 1)
            #expect(try await test.perform(["uninstall", "--template", new]) == .done)
            #expect(try await test.state() == left)

            // Installed again, the older signals are under the alias again.
            #expect(try await test.perform(["install", "--template", new]) == .done)
            #expect(try await test.count("\(test.stem).all") == 1)
            #expect(try await test.perform(["uninstall", "--template", new, "--delete-signals"]) == .done)
            #expect(try await test.state() == before)
            #expect(try await test.perform(["uninstall", "--template", new, "--delete-signals"]) == .done)
        }
    }

    @Test("A template's own field is added to what is installed, and stays with both", arguments: Engine.named)
    func ownField(engine: Engine) async throws {
        try await TestInstallation.with(on: engine) { test in
            let path = try test.template("1.0.0")
            #expect(try await test.perform(["install", "--template", path]) == .done)
            let more = "pivot:\n  group_by:\n    user.name: {terms: {field: user.name}}\n"
            _ = try test.template("1.0.0", more: more)
            #expect(try await test.perform(["install", "--template", path]) == .done)
            let extended = try await test.state()
            for mappings in [
                extended["index \(test.stem)-1.0.0"]?["mappings"],
                extended["template beaconing-\(test.stem)"]?["template"]?["mappings"],
            ] {
                #expect(mappings?["properties"]?["user"]?["properties"]?["name"]?["type"] == "keyword")
            }
            _ = try test.template("1.0.0")
            #expect(try await test.perform(["install", "--template", path]) == .done)
            #expect(try await test.state() == extended)
        }
    }

    @Test(
        "Aliases of somebody else stop it with 78 and nothing is changed; --take-over shares them",
        arguments: Engine.named)
    func takeOver(engine: Engine) async throws {
        try await TestInstallation.with(on: engine) { test in
            let path = try test.template("1.0.0")
            let theirs = "\(test.stem)theirs"
            try await test.put(
                [theirs], ["aliases": .object([.init("\(test.stem).latest", [:]), .init("\(test.stem).all", [:])])])
            let before = try await test.state()
            await #expect {
                _ = try await test.perform(["install", "--template", path])
            } throws: { error in
                let failure = Failure(explaining: error)
                return failure.code == .configuration && failure.sentence.contains(theirs)
                    && failure.cure?.contains("--take-over") == true
            }
            #expect(try await test.state() == before)
            #expect(try await test.perform(["install", "--template", path, "--take-over"]) == .done)
            #expect(try await test.client.indices(behind: "\(test.stem).latest") == ["\(test.stem)-1.0.0"])
            #expect(try await test.client.indices(behind: "\(test.stem).all") == ["\(test.stem)-1.0.0", theirs])
            let taken = try await test.state()
            #expect(try await test.perform(["install", "--template", path]) == .done)
            #expect(try await test.state() == taken)
            #expect(try await test.perform(["uninstall", "--template", path]) == .done)
            #expect(try await test.state().keys.sorted() == ["index \(theirs)"])
        }
    }

    @Test("An index template of equal priority that overlaps is gone around", arguments: Engine.named)
    func clash(engine: Engine) async throws {
        try await TestInstallation.with(on: engine) { test in
            let path = try test.template("1.0.0")
            let name = "\(test.stem)-other"
            try await test.put(
                ["_index_template", name],
                ["index_patterns": [.string(test.stem + "*")], "priority": 150, "template": [:]])
            #expect(try await test.perform(["install", "--template", path]) == .done)
            let state = try await test.state()
            #expect(state["template beaconing-\(test.stem)"]?["priority"]?.integer == 151)
            #expect(try await test.perform(["install", "--template", path]) == .done)
            #expect(try await test.state() == state)
            #expect(try await test.perform(["uninstall", "--template", path]) == .done)
            #expect(try await test.state().keys.sorted() == ["template \(name)"])
        }
    }

    @Test("Dashboards come after the cluster's part, which stays done without them", arguments: Engine.named)
    func dashboards(engine: Engine) async throws {
        try await TestInstallation.with(on: engine) { test in
            let family = try await test.client.product().family
            let place = family == .elasticsearch ? "default" : "__user__"
            func standIn(_ mishaps: [Mishap] = []) throws -> SavedObjectsStandIn {
                var settings = SavedObjectsStandIn.Settings(family, family == .elasticsearch ? "9.1.3" : "3.2.0")
                settings.authorization = "ApiKey YTpi"
                settings.mishaps = mishaps
                return try SavedObjectsStandIn(settings)
            }
            var environment = engine.environment
            environment["BEACONING_DASHBOARDS_API_KEY"] = "a:b"
            let template = try test.template("1.0.0")
            func perform(_ verb: String, _ url: String, _ more: String...) async throws -> ExitCode {
                let words = [verb, "--template", template, "--dashboards-url", url, "--retries", "0"] + more
                return try await test.perform(words, environment: environment)
            }
            let whole = try standIn()
            #expect(try await perform("install", whole.url, "--dry-run") == .done)
            #expect(try await test.state().isEmpty && whole.objects(in: place).isEmpty)

            let deaf = try DeafPort()
            let forbidding = try standIn([.status(403, "Unable to bulk_create dashboard", on: .import)])
            let wrong = family == .elasticsearch ? ["--space", "nowhere"] : ["--tenant", "nowhere"]
            var installed: [String: JSONValue] = [:]
            for (url, words, code) in [
                (deaf.url, [], ExitCode.unreachable), (forbidding.url, [], .notAllowed),
                (whole.url, wrong, family == .elasticsearch ? .configuration : .notAllowed),
            ] {
                await #expect {
                    let install = ["install", "--template", template, "--dashboards-url", url, "--retries", "0"]
                    _ = try await test.perform(install + words, environment: environment)
                } throws: { error in
                    let failure = Failure(explaining: error)
                    return failure.code == code && failure.sentence.hasSuffix("the cluster's part is done")
                }
                if installed.isEmpty { installed = try await test.state() }
                #expect(installed.count == 2)
                #expect(try await test.state() == installed)
            }
            #expect(whole.objects(in: place).isEmpty && forbidding.objects(in: place).isEmpty)

            #expect(try await perform("install", whole.url) == .done)
            let objects = whole.objects(in: place)
            #expect(objects.count == (family == .elasticsearch ? 7 : 35))
            #expect(try await perform("install", whole.url) == .done)
            #expect(whole.requests.count { $0.path.hasSuffix("/_import") } == 1)
            #expect(try await test.state() == installed && whole.objects(in: place) == objects)

            #expect(try await perform("uninstall", whole.url, "--dry-run") == .done)
            #expect(try await test.state() == installed && whole.objects(in: place) == objects)
            #expect(try await perform("uninstall", whole.url) == .done)
            #expect(try await test.state().isEmpty && whole.objects(in: place).isEmpty)
            #expect(try await perform("uninstall", whole.url) == .done)
        }
    }
}
