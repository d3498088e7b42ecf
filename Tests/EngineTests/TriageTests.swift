import SearchCluster
import TestSupport
import Testing

@Suite("Allow-lists and verdicts on engines", .enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct TriageTests {
    /// Host and process of a document or of what allow check prints.
    private func names(_ document: JSONValue) -> String {
        let host = document["host"]?["name"]?.string ?? document["host"]?.string ?? ""
        return "\(host) \(document["process"]?["name"]?.string ?? document["process"]?.string ?? "")"
    }

    @Test("What allow check says of stored signals is what a run with the list marks", arguments: Engine.named)
    func allow(engine: Engine) async throws {
        try await RunnerGround.with(on: engine, hosts: 12) { ground in
            let now = ["--now", "\(ground.endSecond)"]
            let run = try await ground.program.run(ground.words("run", now))
            try #require(run.code == 0, "\(run.messages)")
            let documents = try await ground.events.documents(of: ground.destination).values.map(\.self)
            try #require(documents.count >= 4)
            // Some by name and address, some by host, some by what they are not, and one that has ended.
            let first = documents[0], second = documents[1], third = documents[2]
            let addresses = second["destination_ips"]?.array?.compactMap(\.string) ?? []
            _ = try ground.program.write(
                """
                allow:
                - {process: "\(first["process"]?["name"]?.string ?? "")", host: ["\(first["host"]?["name"]?.string ?? "")", none], reason: r, author: a, expires: never}
                - {destination: [\(addresses.joined(separator: ", "))], reason: r, author: a, expires: never}
                - {process: "\(third["process"]?["name"]?.string ?? "")", destination: 203.0.113.0/24, reason: r, author: a, expires: never}
                - {process: "?*", reason: r, author: a, expires: 2020-01-01}

                """, to: "allow.yml")
            let check = try await ground.program.run(
                ground.words("allow", ["check", "--allow", "allow.yml", "--format", "json"]).reordered)
            let review = try #require(JSONValue(parsing: Array(check.output.utf8)), "\(check.messages)")
            #expect(review["signals"]?.integer == Int64(documents.count))
            let said = (review["entries"]?.array ?? []).flatMap { $0["signals"]?.array ?? [] }.map(names).sorted()
            let again = try await ground.program.run(
                ground.words("preview", now + ["--allow", "allow.yml", "--format", "ndjson"]))
            let marked = again.lines.compactMap { JSONValue(parsing: Array($0.utf8)) }
                .filter { $0["beaconing"]?["allowed"] == true }.map(names).sorted()
            #expect(said == marked && !said.isEmpty && said.count < documents.count, "\(said)\n\(marked)")
            // What is written with a list can be told and searched for; the day after it is as it was.
            let later = ["--now", "\(ground.endSecond + 60)", "--allow", "allow.yml"]
            let written = try await ground.program.run(ground.words("run", later))
            try #require(written.code == 0, "\(written.messages)")
            // Makes what was written visible to searches.
            #expect(try await ground.events.documents(of: ground.destination).count > documents.count)
            let allowed = try await ground.events.client.search(
                ["query": ["term": ["beaconing.allowed": true]]], on: ground.destination)
            #expect(allowed["hits"]?["hits"]?.array?.isEmpty == false)
        }
    }

    @Test("An event of a dropped entry is not asked for, and all others are", arguments: Engine.named)
    func drop(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let now = ["--now", "\(ground.endSecond)", "--format", "ndjson"]
            let before = try await ground.program.run(ground.words("preview", now)).lines
                .compactMap { JSONValue(parsing: Array($0.utf8)) }
            let victim = try #require(before.first)
            let addresses = victim["destination_ips"]?.array?.compactMap(\.string) ?? []
            _ = try ground.program.write(
                """
                allow:
                - {process: "\(victim["process"]?["name"]?.string ?? "")", host: "\(victim["host"]?["name"]?.string ?? "")", destination: [\(addresses.joined(separator: ", "))], drop: true, reason: r, author: a, expires: never}

                """, to: "allow.yml")
            let after = try await ground.program.run(ground.words("preview", now + ["--allow", "allow.yml"])).lines
                .compactMap { JSONValue(parsing: Array($0.utf8)) }
            #expect(after.map(names) == before.map(names).filter { $0 != names(victim) })
        }
    }

    @Test(
        "An analyst's word stays through reruns and uninstall, and the newest on a signal counts",
        arguments: Engine.named)
    func verdicts(engine: Engine) async throws {
        try await RunnerGround.with(on: engine) { ground in
            let none = try await ground.program.run("verdicts")
            #expect(none.code == 0 && none.output.contains("No signal has been marked"), "\(none.messages)")
            let now = ["--now", "\(ground.endSecond)"]
            let run = try await ground.program.run(ground.words("run", now))
            try #require(run.code == 0, "\(run.messages)")
            let documents = try await ground.events.documents(of: ground.destination)
            let ids = documents.keys.sorted()
            try #require(ids.count >= 2)
            for (id, word) in [(ids[0], "false"), (ids[0], "true"), (ids[1], "benign")] {
                let outcome = try await ground.program.run(
                    ground.words("mark", [id, word, "--note", "seen \u{1B}[2J", "--author", "ann"]))
                #expect(outcome.code == 0, "\(outcome.messages)")
            }
            let unknown = try await ground.program.run(ground.words("mark", ["none", "true"]))
            #expect(unknown.code == 65 && unknown.messages.contains("there is no signal none"), "\(unknown.messages)")
            #expect(try await ground.program.run(ground.words("mark", [ids[0], "maybe"])).code == 64)
            _ = try await ground.program.run(ground.words("run", now))
            let listed = try await ground.program.run(
                "verdicts", "--format", "json", "--labels", "labels.ndjson", "--template", "./runner.yml")
            let json = try #require(JSONValue(parsing: Array(listed.output.utf8)), "\(listed.messages)")
            let verdicts = json["verdicts"]?.array ?? []
            #expect(verdicts.compactMap { $0["id"]?.string } == [ids[1], ids[0]])
            #expect(verdicts.compactMap { $0["verdict"]?.string } == ["benign", "true"])
            #expect(verdicts.last?["signal"]?["host"] == documents[ids[0]]?["host"])
            #expect(try await ground.events.documents(of: ground.destination) == documents)
            let labels = (ground.program.text(of: "labels.ndjson") ?? "").split(separator: "\n")
                .compactMap { JSONValue(parsing: Array($0.utf8)) }
            #expect(labels.compactMap { $0["is_beacon"]?.boolean } == [false, true])
            let text = try await ground.program.run("verdicts")
            #expect(text.output.contains("seen \\u{1B}[2J") && text.output.contains("priority"), "\(text.output)")
            let evaluated = try await ground.program.run("evaluate", "--verdicts", "--format", "json")
            let rows = JSONValue(parsing: Array(evaluated.output.utf8))?["rows"]?.array ?? []
            let either = rows.first { $0["name"]?.string == "either" }
            #expect(either?["marked"]?.integer == 2 && either?["true"]?.integer == 1, "\(evaluated.messages)")
            let uninstalled = try await ground.program.run(ground.words("uninstall", []))
            #expect(uninstalled.code == 0, "\(uninstalled.messages)")
            #expect(try await ground.program.run("verdicts").output.contains("(ann)"))
        }
    }
}

extension [String] {
    /// The same words with a verb of two words at the beginning.
    fileprivate var reordered: [String] {
        guard let place = firstIndex(of: "check") else { return self }
        var words = self
        words.remove(at: place)
        words.insert("check", at: 1)
        return words
    }
}
