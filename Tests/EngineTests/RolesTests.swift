import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster
import TestSupport
import Testing

@testable import beaconing

/// Rights are checked by engines with users only, which are the https ones.
@Suite(
    .serialized, .enabled(if: Engine.named.contains { $0.user != nil }, Engine.howToRun))
struct RolesTests {
    private static let secure = Engine.named.filter { $0.user != nil }
    private static let now = "2026-11-23T10:00:00Z"

    /// An installation whose templates read an index of events that is there.
    private func withEvents(on engine: Engine, _ work: (TestInstallation, String) async throws -> Void) async throws {
        try await TestInstallation.with(on: engine) { test in
            let source = "\(test.stem)events"
            try await test.put([source], ["mappings": TestIndex.ecs])
            let lines = try String(contentsOfFile: try test.events(), encoding: .utf8).split(separator: "\n")
            try await TestIndex(name: source, client: test.client).fill(lines.map { Array($0.utf8) })
            try await work(test, try test.template("1.0.0", more: "source: {index: [\(source)]}"))
        }
    }

    private func family(of engine: Engine) async throws -> ClusterProduct.Family {
        try await engine.client().product().family
    }

    /// Makes a user with this role alone, runs `work` with its environment and removes both.
    private func withUser(
        _ role: JSONValue, of test: TestInstallation, family: ClusterProduct.Family,
        _ work: ([String: String]) async throws -> Void
    ) async throws {
        let name = "\(test.stem)user"
        let password = "Xk9-\(test.stem)-qWz7"
        let (roles, users): ([String], [String]) =
            switch family {
            case .elasticsearch: (["_security", "role", name], ["_security", "user", name])
            case .opensearch:
                (
                    ["_plugins", "_security", "api", "roles", name],
                    ["_plugins", "_security", "api", "internalusers", name]
                )
            }
        let mapping = ["_plugins", "_security", "api", "rolesmapping", name]
        try await test.put(roles, role)
        switch family {
        case .elasticsearch: try await test.put(users, ["password": .string(password), "roles": [.string(name)]])
        case .opensearch:
            try await test.put(users, ["password": .string(password)])
            try await test.put(mapping, ["users": [.string(name)]])
        }
        var environment = test.environment
        environment["BEACONING_USERNAME"] = name
        environment["BEACONING_PASSWORD"] = password
        var failure: (any Error)?
        do { try await work(environment) } catch { failure = error }
        for path in (family == .opensearch ? [mapping] : []) + [users, roles] {
            _ = try await test.client.send(ClusterCall(.delete, path, to: "testing"))
        }
        if let failure { throw failure }
    }

    private func role(
        _ user: AccessRole.User, of template: String, in stateIndex: String, family: ClusterProduct.Family
    ) throws
        -> JSONValue
    {
        let template = try TemplateCatalog.standard(assets: nil, userFolders: []).template(template)
        var installation = Installation([template])
        installation.state = StateIndex.definition(name: stateIndex)
        return AccessRole(user, sources: template.source.indices, installation: installation).json(for: family)
    }

    @Test(
        "The created roles and the runner's secret are enough to run, and the secret is its owner's alone",
        arguments: secure)
    func applied(engine: Engine) async throws {
        try await withEvents(on: engine) { test, template in
            let family = try await family(of: engine)
            let secret = test.file("runner.secret")
            let words = ["install", "roles", "--template", template, "--apply", "--credentials", secret]
            #expect(try await test.perform(["install", "--template", template]) == .done)
            #expect(try await test.perform(words) == .done)
            let mode = try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            // What is in use is not written over.
            await #expect(throws: Failure.self) { try await test.perform(words) }
            var environment = [
                "BEACONING_URL": engine.url, "BEACONING_CA_FILE": engine.caFile ?? "",
                "BEACONING_STATE_INDEX": test.stateIndex,
            ]
            switch family {
            case .elasticsearch: environment["BEACONING_API_KEY_FILE"] = secret
            case .opensearch:
                environment["BEACONING_USERNAME"] = "beaconing-runner"
                environment["BEACONING_PASSWORD_FILE"] = secret
            }
            let run = ["run", "--template", template, "--now", Self.now]
            #expect(try await test.perform(run, environment: environment) == .done)
            #expect(try await test.count("\(test.stem).latest") == 1)
            await #expect {
                _ = try await test.perform(["uninstall", "--template", template], environment: environment)
            } throws: {
                Failure(explaining: $0).code == .notAllowed
            }
            try await removeRoles(from: test, family: family)
        }
    }

    private func removeRoles(from test: TestInstallation, family: ClusterProduct.Family) async throws {
        var paths: [[String]] = []
        for user in AccessRole.User.allCases.map(\.rawValue) {
            switch family {
            case .elasticsearch: paths.append(["_security", "role", user])
            case .opensearch:
                for kind in ["rolesmapping", "internalusers", "roles"] {
                    paths.append(["_plugins", "_security", "api", kind, user])
                }
            }
        }
        for path in paths { _ = try await test.client.send(ClusterCall(.delete, path, to: "testing")) }
        guard family == .elasticsearch else { return }
        let body: JSONValue = ["name": "beaconing-runner"]
        _ = try await test.client.send(ClusterCall(.delete, ["_security", "api_key"], body: body.bytes, to: "testing"))
    }

    @Test("With exactly the installer's rights everything is installed, upgraded and uninstalled", arguments: secure)
    func installer(engine: Engine) async throws {
        try await withEvents(on: engine) { test, template in
            let family = try await family(of: engine)
            let role = try role(.installer, of: template, in: test.stateIndex, family: family)
            let new = try test.template("2.0.0")
            try await withUser(role, of: test, family: family) { environment in
                try await installAll(of: test, from: template, to: new, environment: environment)
            }
            #expect(try await test.state().keys.sorted() == ["index \(test.stem)events"])
        }
    }

    private func installAll(
        of test: TestInstallation, from template: String, to new: String, environment: [String: String]
    ) async throws {
        for words in [["install"], ["install"], ["uninstall", "--dry-run"]] {
            let code = try await test.perform(words + ["--template", template], environment: environment)
            #expect(code == .done)
        }
        #expect(try await test.perform(["install", "--template", new], environment: environment) == .done)
        #expect(try await test.client.indices(behind: "\(test.stem).latest") == ["\(test.stem)-2.0.0"])
        #expect(try await test.perform(["uninstall", "--template", new], environment: environment) == .done)
    }

    @Test(
        "Each right that is taken from the runner gives a sentence that names what was not allowed", arguments: secure)
    func withoutOne(engine: Engine) async throws {
        try await withEvents(on: engine) { test, template in
            let family = try await family(of: engine)
            #expect(try await test.perform(["install", "--template", template]) == .done)
            let whole = try role(.runner, of: template, in: test.stateIndex, family: family)
            // OpenSearch's own roles give it to every user; where they were taken away, it is needed.
            // Without the right to delete, what is too old stays, and a warning says so.
            let optional = ["indices:data/write/bulk", "delete", "indices:data/write/delete"]
            for (right, role) in Self.withoutEach(whole) {
                try await withUser(role, of: test, family: family) { environment in
                    try await Self.expectDoctor(names: right, template, environment)
                    let run = ["run", "--template", template, "--now", Self.now]
                    do {
                        let code = try await test.perform(run, environment: environment)
                        #expect(code == .done && optional.contains(right), "\(right) can be left out")
                    } catch {
                        let failure = Failure(explaining: error)
                        #expect(failure.code == .notAllowed, "\(right): \(failure)")
                        let names = failure.sentence.contains("indices:") || failure.sentence.contains("action [")
                        #expect(names && !optional.contains(right), "\(right): \(failure)")
                    }
                }
            }
        }
    }

    /// Expects that `doctor` names a missing right, and before everything else.
    private static func expectDoctor(
        names right: String, _ template: String, _ environment: [String: String]
    ) async throws {
        var program = try BuiltProgram()
        program.environment = environment
        let words = ["doctor", "--template", template, "--now", now, "--format", "json", "-q"]
        let outcome = try await program.run(words)
        let first = try #require(JSONValue(parsing: Array(outcome.output.utf8))?["findings"]?.array?.first)
        // OpenSearch's own roles give the right to send bulk requests to every user, and so do rights with a star.
        if right.hasPrefix("indices:data/write/bulk") { return }
        #expect(outcome.code == 77 && first["part"] == "rights" && first["grade"] == "fault", "\(right): \(first)")
        #expect(first["sentence"]?.string?.contains(right) == true, "\(right): \(first)")
    }

    /// A role without one of its rights, for each of them.
    private static func withoutEach(_ role: JSONValue) -> [(right: String, role: JSONValue)] {
        var results: [(String, JSONValue)] = []
        func visit(_ value: JSONValue, _ rebuild: (JSONValue) -> JSONValue) {
            switch value {
            case .object(let members):
                for (place, member) in members.enumerated() where !["names", "index_patterns"].contains(member.name) {
                    visit(member.value) { changed in
                        var members = members
                        members[place].value = changed
                        return rebuild(.object(members))
                    }
                }
            case .array(let elements):
                for (place, element) in elements.enumerated() {
                    if let right = element.string {
                        var rest = elements
                        rest.remove(at: place)
                        // Elasticsearch refuses an empty list, and has a right of that name.
                        results.append((right, rebuild(.array(rest.isEmpty ? ["none"] : rest))))
                    } else {
                        visit(element) { changed in
                            var elements = elements
                            elements[place] = changed
                            return rebuild(.array(elements))
                        }
                    }
                }
            default: break
            }
        }
        visit(role) { $0 }
        return results
    }
}
