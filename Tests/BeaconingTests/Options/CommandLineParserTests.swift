import Testing

@testable import beaconing

@Suite("Command line parser")
struct CommandLineParserTests {
    private func words(_ typed: String...) throws -> TypedWords {
        guard case .words(let words) = try CommandLineParser().parse(typed) else {
            throw Failure(.defect, "help was asked for")
        }
        return words
    }

    @Test("A value follows its option or an equals sign")
    func values() throws {
        #expect(try words("preview", "--url", "a").last(.url) == "a")
        #expect(try words("preview", "--url=a").last(.url) == "a")
        #expect(try words("preview", "--set=max_jitter=0.2").all(.set) == ["max_jitter=0.2"])
        #expect(try words("preview", "--index=-x").all(.index) == ["-x"])
    }

    @Test("Of an option that is given twice the last value counts, unless each adds one")
    func repeated() throws {
        let words = try words("preview", "--now", "1", "--set", "a=1", "--now", "2", "--set", "b=2")
        #expect(words.last(.now) == "2")
        #expect(words.all(.set) == ["a=1", "b=2"])
    }

    @Test("A signal's id may begin with dashes, and an option of that length is still one")
    func ids() throws {
        for id in ["-PN4eAWgkx4BYbCavBYI65F7Ll8GFhbTuTly8acLj5E", "--N4eAWgkx4BYbCavBYI65F7Ll8GFhbTuTly8acLj5E"] {
            #expect(try words("mark", id, "true", "-q").arguments == [id, "true"])
            #expect(throws: Failure.self) { try words("mark", String(id.dropLast()), "true") }
        }
        let note = "--note=" + String(repeating: "n", count: 36)
        #expect(try words("mark", note, "id", "true").arguments == ["id", "true"])
    }

    @Test("Files follow --input until the next option, and a dash is one of them")
    func files() throws {
        let words = try words("preview", "--input", "a", "b", "-", "-q", "--input=c", "d")
        #expect(words.all(.input) == ["a", "b", "-", "c", "d"])
        #expect(words.has(.quiet))
    }

    @Test("Short flags may stand together")
    func shortFlags() throws {
        let words = try words("run", "-vq")
        #expect(words.has(.verbose) && words.has(.quiet))
    }

    @Test("After two dashes all words are arguments")
    func dashes() throws {
        #expect(try words("templates", "check", "--", "--odd", "-h").arguments == ["--odd", "-h"])
    }

    @Test(
        "Help is heard wherever it stands",
        arguments: [
            ["--help"], ["-h"], ["run", "--help"], ["run", "--wrong", "-h"], ["templates", "--help"],
            ["templates", "show", "-h"],
        ])
    func help(_ typed: [String]) throws {
        guard case .help(let path) = try CommandLineParser().parse(typed) else {
            Issue.record("no help")
            return
        }
        #expect(path == ["beaconing"] + typed.filter { !$0.hasPrefix("-") })
    }

    @Test(
        "What is wrong is named, with what was probably meant",
        arguments: [
            (["rnu"], "did you mean run?"), (["preveiw"], "did you mean preview?"),
            (["temp"], "did you mean templates?"),
            (["templates", "lst"], "did you mean list?"), (["run", "--tempalte", "x"], "did you mean --template?"),
            (["run", "--all"], "it belongs to beaconing preview"), (["run", "--form"], "did you mean --format?"),
            (["--url", "x"], "comes after the verb"), (["preview", "--format", "jsn"], "did you mean json?"),
            (["preview", "--url"], "--url needs a value"), (["preview", "--url", "--all"], "--url needs a value"),
            (["preview", "--url="], "it is empty"), (["preview", "--all=yes"], "takes no value"),
            (["preview", "word"], "does not take the word"), (["templates"], "a verb is missing"),
            (["templates", "show"], "NAME is missing"), (["templates", "show", "a", "b"], "does not take the word"),
            (["run", "-x"], "no option -x"), (["xyzzy"], "see beaconing --help"),
        ])
    func wrong(_ typed: [String], _ part: String) {
        let failure = #expect(throws: Failure.self) { try CommandLineParser().parse(typed) }
        #expect(failure?.code == .usage)
        #expect(failure?.description.contains(part) == true, "\(failure?.description ?? "")")
    }

    @Test(
        "Secrets are not taken as arguments and not repeated",
        arguments: [
            ["run", "--password", "hunter2"], ["run", "--password=hunter2"], ["--api-key=hunter2", "run"],
            ["run", "--bearer-token", "hunter2"], ["run", "--passphrase=hunter2"], ["preview", "-u", "hunter2"],
            ["preview", "--user", "hunter2"],
        ])
    func secrets(_ typed: [String]) {
        let failure = #expect(throws: Failure.self) { try CommandLineParser().parse(typed) }
        #expect(failure?.code == .usage)
        #expect(failure?.cure?.contains("BEACONING_") == true)
        #expect(failure?.description.contains("hunter2") == false)
    }
}
