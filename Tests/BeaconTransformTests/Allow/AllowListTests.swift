import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("Allow-lists")
struct AllowListTests {
    private func problems(_ text: String) throws -> [String] {
        let files = try EventFiles()
        let file = try files.write(text, to: "allow.yml")
        do throws(TemplateErrors) {
            _ = try AllowList(files: [file])
            return []
        } catch {
            return error.problems.map { "\($0.line ?? 0): \($0.sentence)" }
        }
    }

    private func list(_ entries: String) throws -> AllowList {
        let files = try EventFiles()
        return try AllowList(files: [files.write("allow:\n" + entries, to: "allow.yml")])
    }

    private static let rest = "reason: r, author: a, expires: never"

    @Test(
        "What is wrong is said with its line, all of it at once",
        arguments: [
            ("allow: 3", ["1: allow must be a list of entries, not the number 3"]),
            ("alow: []", ["1: the allow-list has no \"alow\"; did you mean allow?"]),
            (
                "allow:\n- {process: a}",
                [
                    "2: the entry has no reason, which is required", "2: the entry has no author, which is required",
                    "2: the entry has no expires, which is required",
                ]
            ),
            (
                "allow:\n- {\(rest)}",
                ["2: the entry allows everything; say a process, destination, port or host"]
            ),
            (
                "allow:\n- {destination: 10.0.0/8, port: 70000, \(rest)}",
                [
                    "2: destination must be an address or a block such as 203.0.113.0/24, not \"10.0.0/8\"",
                    "2: port must be a number up to 65535, not the number 70000",
                ]
            ),
            (
                "allow:\n- process: a\n  reason: r\n  author: a\n  expires: soon",
                ["5: expires must be a day such as 2027-03-31, or never, not the text \"soon\""]
            ),
            (
                "allow:\n- process: a\n  reason: r\n  author: a\n  expires: 2027",
                ["5: expires must be a day such as 2027-03-31, or never, not the number 2027"]
            ),
            (
                "allow:\n- {process: a, drop: true, \(rest)}",
                ["2: drop needs a destination: without one nobody would see where else these programs talk to"]
            ),
            (
                "allow:\n- {process: [a, 7], \(rest)}",
                ["2: process must be a text, not the number 7; quotes make a text of anything"]
            ),
            (
                "allow:\n- process: a\n  destination:\n  port: []\n  reason: r\n  author: a\n  expires: never",
                [
                    "3: destination is empty; leave it out where it does not matter",
                    "4: port is empty; leave it out where it does not matter",
                ]
            ),
            (
                "allow:\n- {process: '**', host: '*', destination: [1.1.1.1, 0.0.0.0/0], \(rest)}",
                ["2: the entry allows everything; say a process, destination, port or host"]
            ),
            ("allow:\n", []),
            ("allow:\n- {process: a, destination: [1.1.1.1, \"fc00::/7\"], port: [80, 443], \(rest)}", []),
        ])
    func wrong(text: String, expected: [String]) throws {
        #expect(try problems(text) == expected)
    }

    private func document(
        process: String? = "a.exe", host: String? = "ws-1", source: String = "10.1.2.3", port: Int64 = 443,
        destinations: [(String, Int64)] = [("1.1.1.1", 10)], documents: Int64 = 10, split: String? = nil,
        regular: Int64? = nil
    ) -> JSONValue {
        [
            "process": process.map { ["name": .string($0)] } ?? .null,
            "host": host.map { ["name": .string($0)] } ?? .null,
            "source": ["ip": .string(source)],
            "beaconing": [
                "documents": .integer(documents),
                "destination": [
                    "ip": .string(split ?? destinations.first?.0 ?? ""), "port": .integer(port),
                    "split": .boolean(split != nil), "regular": regular.map { .integer($0) } ?? .null,
                ],
                "destinations": .array(destinations.map { ["ip": .string($0.0), "documents": .integer($0.1)] }),
            ],
        ]
    }

    @Test("All that an entry says has to be so, and one of several values is enough")
    func matches() throws {
        func allows(_ entry: String, _ document: JSONValue) throws -> Bool {
            let list = try list("- {\(entry), \(Self.rest)}")
            return list.entry(for: AllowSubject(document), atSeconds: 0) != nil
        }
        #expect(try allows("process: a.exe", document()))
        #expect(try allows("process: [b, 'a.*']", document()))
        #expect(try !allows("process: A.exe", document()) && !allows("process: a", document()))
        #expect(try !allows("process: a.exe", document(process: nil)))
        #expect(try allows("host: ws-?", document()) && !allows("host: ws-?", document(host: "ws-12")))
        #expect(try allows("host: 10.1.0.0/16", document(host: nil)) && !allows("host: 10.2.0.0/16", document()))
        #expect(try allows("port: [80, 443]", document()) && !allows("port: 80", document()))
        #expect(try allows("destination: 1.1.1.0/24, process: a.exe", document()))
        #expect(try !allows("destination: 1.1.1.0/24, process: b.exe", document()))
        // One destination outside is enough not to be hidden, and so is one that nobody has listed.
        let two = [("1.1.1.1", 9), ("8.8.8.8", 1)] as [(String, Int64)]
        #expect(try !allows("destination: 1.1.1.0/24", document(destinations: two)))
        #expect(try allows("destination: [1.1.1.0/24, 8.8.8.8]", document(destinations: two)))
        #expect(try !allows("destination: 0.0.0.0/1, port: 443", document(documents: 11)))
        #expect(try !allows("destination: 0.0.0.0/1, port: 443", document(destinations: [], documents: 0)))
        // Counts beyond the events come of events with several destinations, and say nothing of what is missing.
        #expect(try !allows("destination: 0.0.0.0/0, port: 443", document(documents: 9)))
        // A signal about one destination of several is about that one alone, unless another one is regular as well.
        func split(_ regular: Int64?) -> JSONValue {
            document(destinations: two, documents: 500, split: "8.8.8.8", regular: regular)
        }
        #expect(try allows("destination: 8.8.8.8", split(1)) && !allows("destination: 1.1.1.1", split(1)))
        #expect(try !allows("destination: 8.8.8.8", split(2)) && !allows("destination: 8.8.8.8", split(nil)))
        #expect(try !allows("destination: 8.8.8.8, port: 443", split(1)))
        #expect(try allows("destination: '::ffff:1.1.1.1'", document()))
    }

    @Test("An entry counts to the end of its day, and the first that counts is named")
    func expiry() throws {
        let list = try list(
            """
            - {process: a.exe, reason: old, author: a, expires: 2026-11-23}
            - {process: a.exe, reason: new, author: a, expires: "2026-11-24T12:00:00Z"}
            - {process: "?*", reason: ever, author: a, expires: never}
            """)
        let subject = AllowSubject(document())
        func reason(_ seconds: Int64) -> String? { list.entry(for: subject, atSeconds: seconds)?.reason }
        let midnight: Int64 = 1_795_478_400
        #expect(reason(midnight - 1) == "old" && reason(midnight) == "new")
        #expect(reason(midnight + 43_200) == "new" && reason(midnight + 43_201) == "ever")
    }

    @Test("An allowed signal is kept, says who allows it and why, and has no priority")
    func marks() throws {
        let signal = SignalSamples.signal()
        var result = WindowResult(
            window: SignalSamples.window, signals: [signal], counts: GroupCounts(), warnings: [])
        let before = SignalDocument(template: SignalSamples.template(), window: SignalSamples.window).json(of: signal)
        result.mark(allowedBy: try list("- {host: none, \(Self.rest)}"), template: SignalSamples.template())
        #expect(result.allowed == 0 && result.signals[0].priority == signal.priority)
        result.mark(
            allowedBy: try list("- {host: '?*', reason: \"ours\\e[2J\", author: ann, expires: 2027-01-01}"),
            template: SignalSamples.template())
        #expect(result.allowed == 1 && result.signals[0].priority.value == 0)
        let document = SignalDocument(template: SignalSamples.template(), window: SignalSamples.window)
            .json(of: result.signals[0])
        #expect(document["beaconing"]?["allowed"] == true && before["beaconing"]?["allowed"] == nil)
        #expect(document["beaconing"]?["allow"]?["expires"] == "2027-01-02T00:00:00.000Z")
        #expect(document["beacon_stats"] == before["beacon_stats"] && document["beaconing"]?["priority"] == 0)
        let reasons = document["beaconing"]?["reasons"]?.array?.compactMap(\.string) ?? []
        #expect(reasons.contains { $0.hasPrefix("ann allows it: ours\\u{1B}[2J (-200)") }, "\(reasons)")
    }

    @Test("Dropped entries leave the query as long as they count, and an event of theirs alone")
    func drops() throws {
        let list = try list(
            """
            - {process: [a.exe, "b*"], destination: 1.1.1.0/24, host: ["ws-*", 10.1.0.0/16], drop: true, reason: r, author: a, expires: 2026-11-24}
            - {destination: 8.8.8.8, reason: r, author: a, expires: never}
            """)
        let template = SignalSamples.template()
        let end: Int64 = 1_795_564_800
        #expect(template.dropping(list, atSeconds: end).source == template.source)
        let query = template.dropping(list, atSeconds: end - 1).source.query
        func isRead(_ process: String, _ destination: String, _ host: String, _ source: String = "9.9.9.9") throws
            -> Bool
        {
            try QueryAsker.matches(
                query,
                #"{"process.name":"\#(process)","destination.ip":"\#(destination)","host.name":"\#(host)","source.ip":"\#(source)"}"#
            )
        }
        #expect(try !isRead("a.exe", "1.1.1.7", "ws-1") && !isRead("bcd", "1.1.1.7", "x", "10.1.2.3"))
        #expect(try isRead("a.exe", "1.1.2.7", "ws-1") && isRead("c", "1.1.1.7", "ws-1"))
        #expect(try isRead("a.exe", "1.1.1.7", "x") && isRead("a.exe", "8.8.8.8", "ws-1"))
    }

    @Test("A review says what each entry hides, under the first that does, and what to think over")
    func review() throws {
        let list = try list(
            """
            - {process: a.exe, destination: 1.1.1.1, reason: r, author: a, expires: never}
            - {process: rundll32.exe, reason: r, author: a, expires: 2026-01-01}
            - {host: "ws*", reason: r, author: a, expires: 2026-11-30}
            - {process: c, host: z, reason: r, author: a, expires: never}
            """)
        var review = AllowReview(list)
        let now: Int64 = 1_795_543_200
        for document in [document(), document(process: "rundll32.exe"), document(host: nil)] {
            review.add(document, endSeconds: now)
        }
        #expect(review.signals == 3 && review.hidden == 3)
        #expect(review.outcomes.map(\.hidden.count) == [2, 0, 1, 0] && review.outcomes[1].expired == 1)
        let warnings = review.outcomes.map { review.warnings($0, nowSeconds: now) }
        #expect(warnings == [[], [.bareName, .attackersUse, .hasExpired], [.expiresSoon], [.hidesNothing]])
    }
}
