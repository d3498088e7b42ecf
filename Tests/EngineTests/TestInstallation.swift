import Foundation
import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

/// A destination of names that nobody else uses, with templates that write to it, for as long as one test.
struct TestInstallation: Sendable {
    /// What the names of its index, aliases and index template begin with.
    let stem: String
    let engine: Engine
    let client: ClusterClient
    private let folder: URL

    /// Runs `work` and removes whatever it left in the cluster.
    static func with(on engine: Engine, _ work: (TestInstallation) async throws -> Void) async throws {
        let stem = "installtest" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(stem)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let test = TestInstallation(stem: stem, engine: engine, client: try engine.client(), folder: folder)
        do {
            try await work(test)
        } catch {
            try await test.clean()
            throw error
        }
        try await test.clean()
    }

    private func clean() async throws {
        try FileManager.default.removeItem(at: folder)
        for (name, _) in try await state() {
            let parts = name.split(separator: " ").map(String.init)
            let path = parts[0] == "template" ? ["_index_template", parts[1]] : [parts[1]]
            _ = try await client.send(ClusterCall(.delete, path, to: "testing"))
        }
    }

    /// The path of a template of that version; made when it is missing.
    func template(_ version: String, more: String = "") throws -> String {
        let file = folder.appendingPathComponent("\(version).yml")
        let text = """
            extends: beaconing
            id: \(stem)
            version: \(version)
            dest:
              index: \(stem)-\(version)
              aliases:
                - {alias: \(stem).latest, move_on_creation: true}
                - {alias: \(stem).all, move_on_creation: false}
            \(more)
            """
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Six hours of a process that calls home each minute, and a process that does not.
    func events() throws -> String {
        let file = folder.appendingPathComponent("events.ndjson")
        var text = ""
        for minute in 0..<359 {
            let total = 240 + minute + 1
            let time = String(format: "2026-11-23T%02d:%02d:00.000Z", total / 60, total % 60)
            text += """
                {"@timestamp":"\(time)","event":{"category":["network"],"action":"disconnect_received"},\
                "host":{"name":"h"},"process":{"name":"implant.exe"},"source":{"ip":"10.0.0.1","bytes":412},\
                "destination":{"ip":"91.186.115.121","bytes":497}}\n
                """
        }
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// A path in the test's folder.
    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The name of the state index, apart from the indices of signals.
    var stateIndex: String { "state-\(stem)" }

    /// What the program needs in its environment.
    var environment: [String: String] {
        engine.environment.merging(["BEACONING_STATE_INDEX": stateIndex]) { $1 }
    }

    /// Does what a command line would, with the engine's credentials or others.
    func perform(_ words: [String], environment: [String: String]? = nil) async throws -> ExitCode {
        var surroundings = environment ?? self.environment
        surroundings["HOME"] = folder.path
        let results = [
            "--output", file("signals.ndjson"), "--format", "ndjson", "--dead-letter", file("refused.ndjson"),
        ]
        let typed = words + (words.first == "run" ? results : [])
        return try await Dispatch(
            surroundings: Surroundings(environment: surroundings, clockSeconds: 1_795_478_400)
        ).perform(typed + ["--quiet"])
    }

    /// Everything in the cluster whose name begins with the stem: index templates, and indices with aliases, mapping, settings.
    func state() async throws -> [String: JSONValue] {
        var state: [String: JSONValue] = [:]
        let templates = try await get(["_index_template"])
        for entry in templates["index_templates"]?.array ?? [] {
            guard let name = entry["name"]?.string, name.contains(stem) else { continue }
            state["template \(name)"] = entry["index_template"]
        }
        for member in try await get([stem + "*,*-" + stem]).members ?? [] {
            state["index \(member.name)"] = member.value
        }
        return state
    }

    /// How many documents a name leads to; `nil` where there is no such name.
    func count(_ name: String) async throws -> Int64? {
        _ = try await client.send(ClusterCall(.post, [name, "_refresh"], to: "testing"))
        return try await get([name, "_count"])["count"]?.integer
    }

    func get(_ path: [String]) async throws -> JSONValue {
        let response = try await client.send(ClusterCall(.get, path, to: "testing"))
        return try #require(JSONValue(parsing: response.body))
    }

    func put(_ path: [String], _ body: JSONValue) async throws {
        let response = try await client.send(ClusterCall(.put, path, body: body.bytes, to: "testing"))
        let isDone = response.status == 200 || response.status == 201
        try #require(isDone, "\(String(decoding: response.body, as: UTF8.self))")
    }
}
