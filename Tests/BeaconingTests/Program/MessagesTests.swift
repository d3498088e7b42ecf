import Foundation
import TestSupport
import Testing

@Suite("The program says what is wrong")
struct MessagesTests {
    @Test(
        "One sentence, its exit code, and nothing on standard output",
        arguments: [
            ([], 64, "a verb is missing"), (["rnu"], 64, "did you mean run?"),
            (["run", "--tempalte", "x"], 64, "did you mean --template?"),
            (["preview", "--now"], 64, "--now needs a value"),
            (["preview"], 78, "beaconing demo"), (["run", "--input", "x"], 78, "preview, which writes nothing"),
            (["preview", "--input", "x", "--url", "h"], 64, "two sources"),
            (["preview", "--input", "-", "-"], 64, "more than once"),
            (["preview", "--input", "x", "--index", "y"], 64, "--index"),
            (["preview", "--input", "x", "--set", "max_jiter=1"], 64, "did you mean max_jitter?"),
            (["preview", "--input", "x", "--set", "max_jitter=9"], 64, "max_jitter must be"),
            (["preview", "--input", "x", "--set", "max_jitter"], 64, "PARAMETER=VALUE"),
            (["preview", "--input", "x", "--window", "90"], 64, "--window"),
            (["preview", "--input", "x", "--window", "90s"], 64, "whole number of buckets"),
            (["preview", "--input", "x", "--now", "tomorrow"], 64, "--now"),
            (["preview", "--input", "x", "--template", "beaconning"], 78, "did you mean beaconing?"),
            (["preview", "--input", "x", "--template", "none.yml"], 78, "none.yml"),
            (["preview", "--input", "none.ndjson"], 74, "none.ndjson"),
            (["preview", "--input", "x", "--assets", "nowhere"], 78, "nowhere"),
            (["preview", "--url", "ftp://h"], 78, "not a cluster address"),
            (["preview", "--url", "https://u:secret@h"], 78, "BEACONING_PASSWORD"),
            (["preview", "--url", "h", "--retries", "99"], 64, "0 to 20"),
            (["preview", "--url", "h", "--timeout", "5"], 64, "--timeout"),
            (["preview", "--url", "h", "--ca-file", "none.pem"], 74, "none.pem"),
            (["preview", "--url", "h", "--insecure", "--ca-file", "none.pem"], 64, "contradict"),
            (["preview", "--input", "x", "-v", "-q"], 64, "contradict"),
            (["run", "--api-key=secret"], 64, "BEACONING_API_KEY"),
            (["demo", "--hosts", "0"], 64, "--hosts"), (["demo", "--seed", "-1"], 64, "--seed needs a value"),
            (["simulate", "--hours", "9999"], 64, "--hours"), (["templates", "show", "nothing"], 78, "known are"),
            (["templates", "check", "none.yml"], 78, "1 of 1 templates"),
            (["help", "vanish"], 64, "there is no verb"),
            (["help", "--man", "run"], 64, "leave out the verb"),
        ] as [([String], Int32, String)])
    func wrong(_ words: [String], _ code: Int32, _ part: String) async throws {
        let outcome = try await BuiltProgram().run(words)
        #expect(outcome.code == code, "\(outcome.messages)")
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
        #expect(!outcome.messages.contains("secret"))
        let last = outcome.messages.split(separator: "\n")
        #expect(last.count == 1 && last[0].hasPrefix("beaconing: "), "\(outcome.messages)")
        if words.first != "templates" { #expect(outcome.output.isEmpty) }
    }

    @Test(
        "Credentials that contradict each other stop the program before it connects",
        arguments: [
            ["BEACONING_API_KEY": "secret", "BEACONING_USERNAME": "u", "BEACONING_PASSWORD": "secret"],
            ["BEACONING_USERNAME": "u"],
        ])
    func credentials(_ environment: [String: String]) async throws {
        var program = try BuiltProgram()
        program.environment = environment
        let outcome = try await program.run("preview", "--url", "https://127.0.0.1:9")
        #expect(outcome.code == 78)
        #expect(!outcome.messages.contains("secret"))
    }

    @Test("A cluster that is not there is exit 69, with the number of attempts")
    func unreachable() async throws {
        let port = try ClosedPort.find()
        let program = try BuiltProgram()
        let outcome = try await program.run(
            "preview", "--url", "http://127.0.0.1:\(port)", "--retries", "1", "--output", "result")
        #expect(outcome.code == 69, "\(outcome.messages)")
        #expect(outcome.messages.contains("after 2 attempts"))
        #expect(try program.names == [])
    }

    @Test("Why it takes so long is said before each pause with -v, and not to a log", arguments: [true, false])
    func patience(_ isVerbose: Bool) async throws {
        let port = try ClosedPort.find()
        let words = ["preview", "--url", "http://127.0.0.1:\(port)", "--retries", "1"] + (isVerbose ? ["-v"] : [])
        let outcome = try await BuiltProgram().run(words)
        #expect(outcome.code == 69)
        #expect(
            outcome.messages.contains("; trying again in a moment (2 of 2)\n") == isVerbose, "\(outcome.messages)")
    }

    @Test(
        "Help exits with 0 at every level and fits 80 columns",
        arguments: [
            ["--help"], ["-h"], ["help"], ["help", "run"], ["demo", "--help"], ["run", "--help"], ["preview", "-h"],
            ["simulate", "--help"], ["templates", "--help"], ["templates", "list", "--help"],
            ["templates", "show", "--help"], ["help", "templates", "check"], ["version", "--help"], ["help", "--help"],
        ])
    func help(_ words: [String]) async throws {
        let outcome = try await BuiltProgram().run(words)
        #expect(outcome.code == 0)
        #expect(outcome.messages.isEmpty)
        #expect(outcome.output.hasPrefix("Usage: beaconing"))
        #expect(outcome.lines.allSatisfy { $0.count <= 80 })
    }

    @Test("The version, in three ways", arguments: [["version"], ["--version"], ["version", "-v"]])
    func version(_ words: [String]) async throws {
        let outcome = try await BuiltProgram().run(words)
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("beaconing 0.1.0\n"))
        #expect(outcome.lines.count == (words.contains("-v") ? 3 : 2))
    }

    @Test("The manual page has every verb")
    func manualPage() async throws {
        let outcome = try await BuiltProgram().run("help", "--man")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix(".TH BEACONING 1"))
        for verb in ["demo", "run", "preview", "simulate", "templates check"] {
            #expect(outcome.output.contains("\n.SS \(verb)\n"))
        }
    }
}
