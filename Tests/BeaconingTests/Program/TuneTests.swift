import SearchCluster
import TestSupport
import Testing

@Suite("Tune")
struct TuneTests {
    private static let now = "2026-11-24T18:00:00Z"

    /// The program beside half a day of a small office and what is known of it.
    private func office(columns: Int = 80) async throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.environment["COLUMNS"] = "\(columns)"
        let made = try await program.run(
            "simulate", "--hosts", "2", "--hours", "7", "--end", "2026-11-24T18:05:00Z", "--output", "day.ndjson",
            "--labels", "labels.ndjson", "-q")
        try #require(made.code == 0, "\(made.messages)")
        return program
    }

    private func tune(_ program: borrowing BuiltProgram, _ words: [String]) async throws -> BuiltProgram.Outcome {
        try await program.run(["tune", "--input", "day.ndjson", "--now", Self.now] + words)
    }

    private func groups(_ value: JSONValue?) -> Set<String> {
        Set((value?.array ?? []).map { "\($0["host.name"]?.string ?? "") \($0["process.name"]?.string ?? "")" })
    }

    @Test("Each value gains and loses what preview with --set finds more and less")
    func agreesWithPreview() async throws {
        let program = try await office()
        func found(_ set: [String]) async throws -> (strict: Set<String>, regular: Set<String>) {
            let outcome = try await program.run(
                ["preview", "--input", "day.ndjson", "--now", Self.now, "--all", "--format", "ndjson", "-q"]
                    + set.flatMap { ["--set", $0] })
            try #require(outcome.code == 0, "\(outcome.messages)")
            var found = (strict: Set<String>(), regular: Set<String>())
            for line in outcome.lines where !line.isEmpty {
                let document = try #require(JSONValue(parsing: Array(line.utf8)))
                let name = "\(document["host"]?["name"]?.string ?? "") \(document["process"]?["name"]?.string ?? "")"
                if document["beacon_stats"]?["is_beaconing"] == true { found.strict.insert(name) }
                // What a single destination shows is not of the whole group.
                if document["beaconing"]?["regular"] == true,
                    document["beaconing"]?["destination"]?["split"] != true
                {
                    found.regular.insert(name)
                }
            }
            return found
        }
        let tuned = try await tune(
            program,
            [
                "--format", "json", "--parameter", "min_not_empty=0.1", "--parameter", "time_bucket_length=120",
            ])
        try #require(tuned.code == 0, "\(tuned.messages)")
        let json = try #require(JSONValue(parsing: Array(tuned.output.utf8)))
        let template = try await found([])
        #expect(json["found"]?["strict"]?.integer == Int64(template.strict.count))
        #expect(json["found"]?["regular"]?.integer == Int64(template.regular.count))
        #expect(!template.strict.isEmpty)
        var changed = 0
        for parameter in json["changes"]?.array ?? [] {
            for value in parameter["values"]?.array ?? [] where value["is_template"] == false {
                let name = try #require(parameter["parameter"]?.string)
                let other = try await found(["\(name)=\(value["value"]?.text ?? "")"])
                #expect(groups(value["strict_gained"]) == other.strict.subtracting(template.strict), "\(name)")
                #expect(groups(value["strict_lost"]) == template.strict.subtracting(other.strict), "\(name)")
                #expect(value["regular"]?.integer == Int64(other.regular.count), "\(name)")
                let (now, then) = (other.strict.union(other.regular), template.strict.union(template.regular))
                #expect(groups(value["gained"]) == now.subtracting(then), "\(name)")
                #expect(groups(value["lost"]) == then.subtracting(now), "\(name)")
                changed += groups(value["strict_gained"]).count + groups(value["strict_lost"]).count
            }
        }
        #expect(changed > 0)
    }

    @Test("All parameters fit the screen, and labels give each value its precision and recall", arguments: [80, 160])
    func screen(columns: Int) async throws {
        let outcome = try await tune(try await office(columns: columns), ["--labels", "labels.ndjson"])
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.lines.allSatisfy { $0.count <= columns }, "\(outcome.output)")
        for part in [
            "max_jitter", "min_number_periods", "number_destination_ips changes no verdict", "PREC", "uggestion",
        ] {
            #expect(outcome.output.contains(part), "\(part) in\n\(outcome.output)")
        }
        #expect(outcome.messages.contains("bytes kept of a group") && !outcome.messages.contains("warning"))
    }

    @Test("What is set or suggested is saved as a template that is read, and nothing is replaced")
    func save() async throws {
        let program = try await office()
        let words = ["--parameter", "max_jitter", "--save", "mine.yml", "--id", "mine"]
        let saved = try await tune(program, words + ["--set", "max_jitter=0.3", "--set", "truncate_at=0,1"])
        #expect(saved.code == 0, "\(saved.messages)")
        let shown = try await program.run("templates", "show", "--resolved", "./mine.yml")
        let template = try #require(JSONValue(parsing: Array(shown.output.utf8)), "\(shown.messages)")
        let parameters = template["pivot"]?["aggregations"]?["beacon_stats"]?["beaconing"]?["params"]
        #expect(template["id"] == "mine" && parameters?["max_jitter"] == 0.3)
        #expect(parameters?["truncate_at"] == [0.0, 1.0] && parameters?["min_not_empty"] == 0.5)
        let before = program.text(of: "mine.yml")
        let again = try await tune(program, words)
        #expect(again.code == 74 && again.messages.contains("--save replaces nothing"), "\(again.messages)")
        #expect(program.text(of: "mine.yml") == before)
        // Nothing stays beside it.
        let listed = try await program.shell("ls -A | grep -c mine")
        #expect(listed.output == "1\n")
    }

    @Test("Where nothing is suggested nothing is saved, and that is said")
    func nothingToSave() async throws {
        let program = try await office()
        let outcome = try await tune(
            program, ["--parameter", "min_not_empty=0.5", "--save", "mine.yml", "--id", "mine"])
        #expect(outcome.code == 0 && outcome.messages.contains("mine.yml was not made: nothing is suggested"))
        #expect(program.text(of: "mine.yml") == nil)
    }

    @Test("Two parameters are tried together")
    func pairs() async throws {
        let outcome = try await tune(
            try await office(),
            ["--pairs", "--parameter", "max_jitter=0.2", "--parameter", "min_number_periods=3,12"])
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.output.contains("max_jitter down, min_number_periods across"), "\(outcome.output)")
        #expect(outcome.lines.allSatisfy { $0.count <= 80 })
    }

    @Test(
        "What cannot be is refused with its cure before anything is read",
        arguments: [
            (["--parameter", "max_jiter"], 64, "did you mean max_jitter?"),
            (["--parameter", "max_jitter=2"], 64, "max_jitter must be"),
            (["--parameter", "max_jitter", "--parameter", "max_jitter=0"], 64, "more than once"),
            (["--pairs", "--parameter", "max_jitter"], 64, "--pairs takes two parameters"),
            (["--save", "mine.yml"], 64, "--id NAME"), (["--id", "mine"], 64, "--save FILE"),
            (["--save", "mine.txt", "--id", "mine"], 64, "does not end in .yml"),
            (["--save", "mine.yml", "--id", "a b"], 78, "the template cannot be saved: id"),
            (["--labels", "none.ndjson"], 74, "none.ndjson"),
            (["--save", "nowhere/mine.yml", "--id", "mine"], 74, "cannot be made"),
        ])
    func refused(words: [String], code: Int32, part: String) async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(["tune", "--input", "missing.ndjson"] + words)
        #expect(outcome.code == code && outcome.messages.contains(part), "\(outcome.messages)")
    }

    @Test("From a pipe all is tried but what needs it twice; nothing in it is no trouble")
    func pipe() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(
            ["tune", "--input", "-", "--now", BeaconEvents.now], input: BeaconEvents.text() + BeaconEvents.irregular())
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(outcome.messages.contains("time_bucket_length is left out"))
        #expect(outcome.output.contains("2 groups judged") && !outcome.output.contains("time_bucket_length"))
        let empty = try await program.run(["tune", "--input", "-", "--now", BeaconEvents.now])
        #expect(empty.code == 0 && empty.output.contains("0 groups judged"), "\(empty.messages)")
        #expect(empty.messages.contains("the input holds no documents"))
    }
}
