import Foundation
import SearchCluster
import TestSupport
import Testing

/// Traffic that was recorded on real machines; the captures stay outside of the project.
@Suite(
    "Recorded captures",
    .enabled(if: Captures.folder != nil, "set BEACONING_SHARED to the folder that holds the captures"))
struct CaptureTests {
    /// What a signal says, as far as these tests look.
    private struct Found {
        var host, process: String
        var isRegular, isStrict: Bool
        var period: Double
        var priority: Int64
    }

    /// Judges every connection of a capture, second by second.
    private func signals(
        of events: String, in program: borrowing BuiltProgram, seconds: Int = 1, window: String, now: String
    ) async throws -> [Found] {
        _ = try program.write(events, to: "events.ndjson")
        let resolved = try await program.run("templates", "show", "--resolved", "beaconing")
        var template = try #require(JSONValue(parsing: Array(resolved.output.utf8))?.members)
        // Agents in a laboratory talk to addresses of the laboratory.
        let source = try #require(template.firstIndex { $0.name == "source" })
        template[source].value = ["index": ["none"], "query": ["match_all": [:]]]
        _ = try program.write(JSONValue.object(template).text, to: "capture.yml")
        let outcome = try await program.run(
            "preview", "--template", "./capture.yml", "--input", "events.ndjson", "--set",
            "time_bucket_length=\(seconds)", "--window", window, "--now", now, "--format", "ndjson", "-q")
        try #require(outcome.code == 0, "\(outcome.messages)")
        return try outcome.lines.filter { !$0.isEmpty }.map { line in
            let document = try #require(JSONValue(parsing: Array(line.utf8)))
            let ours = document["beaconing"]
            return Found(
                host: document["host"]?["name"]?.string ?? "", process: document["process"]?["name"]?.string ?? "",
                isRegular: ours?["regular"] == true, isStrict: document["beacon_stats"]?["is_beaconing"] == true,
                period: ours?["period_seconds"]?.number ?? 0, priority: ours?["priority"]?.integer ?? 0)
        }
    }

    /// The connections of Windows events: Sysmon's event 3, and 5156 of the filtering platform under a name of its own.
    private func windowsEvents(_ archive: String, in program: borrowing BuiltProgram) async throws -> String {
        let path = try #require(Captures.folder) + "/" + archive
        let unpacked = try await program.shell("python3 -m zipfile -e '\(path)' . && cat *.json")
        try #require(unpacked.code == 0, "\(unpacked.messages)")
        var text = ""
        for line in unpacked.lines where line.contains(#""EventID":3,"#) || line.contains(#""EventID":5156,"#) {
            guard let event = JSONValue(parsing: Array(line.utf8)) else { continue }
            func field(_ names: String...) -> String? { names.lazy.compactMap { event[$0]?.string }.first }
            let isSysmon = event["EventID"] == 3
            guard let program = field("Image", "Application")?.split(separator: "\\").last,
                let host = field("Hostname"), let source = field("SourceIp", "SourceAddress"),
                let destination = field("DestinationIp", "DestAddress"),
                let time = isSysmon
                    ? field("UtcTime").map({ $0.replacing(" ", with: "T") + "Z" }) : field("@timestamp")
            else { continue }
            let document: JSONValue = [
                "@timestamp": .string(time), "host": ["name": .string(host)],
                "process": ["name": .string((isSysmon ? "" : "wfp-") + program)], "source": ["ip": .string(source)],
                "destination": ["ip": .string(destination)],
            ]
            text += document.text + "\n"
        }
        return text
    }

    @Test("An agent of five seconds is found with its period, and nothing stands above it")
    func empire() async throws {
        let program = try BuiltProgram()
        let events = try await windowsEvents("empire_mimikatz_lsadump_patch.zip", in: program)
        let found = try await signals(of: events, in: program, window: "4m", now: "2020-08-07T14:42:11Z")
        let agents = found.filter { $0.process == "powershell.exe" || $0.process == "wfp-powershell.exe" }
        #expect(
            agents.count == 2 && agents.allSatisfy { $0.isRegular && $0.host.hasPrefix("WORKSTATION5") }, "\(found)")
        for agent in agents { #expect(abs(agent.period - 5) < 0.25, "\(agent)") }
        #expect(found.count == 2, "\(found)")
    }

    @Test("A cloud's agent is regular and stands below the recorded implant")
    func clockwork() async throws {
        let program = try BuiltProgram()
        let events = try await windowsEvents("empire_powerview_ldap_ntsecuritydescriptor.zip", in: program)
        let found = try await signals(of: events, in: program, window: "4m", now: "2020-09-21T17:13:24Z")
        #expect(found.allSatisfy { $0.process == "wfp-windowsazureguestagent.exe" }, "\(found)")
        let other = try BuiltProgram()
        let implant = try await signals(
            of: try await windowsEvents("empire_mimikatz_lsadump_patch.zip", in: other), in: other, window: "4m",
            now: "2020-08-07T14:42:11Z")
        let lowest = try #require(implant.map(\.priority).min())
        #expect(found.allSatisfy { $0.priority < lowest }, "\(found) \(lowest)")
    }

    @Test(
        "Operators at work are no beacon over six hours",
        arguments: [("NASHUA_conn.log", "2020-04-30T00:45:17Z"), ("UTICA-A_conn.log", "2020-05-01T07:16:35Z")])
    func operators(name: String, now: String) async throws {
        let path = try #require(Captures.folder) + "/" + name
        let log = try String(contentsOfFile: path, encoding: .utf8)
        var text = ""
        for line in log.split(separator: "\n") {
            let event = try #require(JSONValue(parsing: Array(line.utf8)))
            let start = try #require(event["ts"]?.number ?? event["ts"]?.string.flatMap(Self.seconds))
            let end = start + (event["duration"]?.number ?? 0)
            let document: JSONValue = [
                "@timestamp": .integer(Int64(end * 1000)), "host": ["name": event["id_orig_h"] ?? .null],
                "process": ["name": event["service"] ?? event["proto"] ?? .null],
                "source": ["ip": event["id_orig_h"] ?? .null, "bytes": event["orig_bytes"] ?? 0],
                "destination": ["ip": event["id_resp_h"] ?? .null, "bytes": event["resp_bytes"] ?? 0],
            ]
            text += document.text + "\n"
        }
        let program = try BuiltProgram()
        #expect(try await signals(of: text, in: program, seconds: 60, window: "6h", now: now).isEmpty)
    }

    private static func seconds(_ text: String) -> Double? {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        return formatter.date(from: text)?.timeIntervalSince1970
    }
}

/// Where the captures are.
private enum Captures {
    static let folder: String? = ProcessInfo.processInfo.environment["BEACONING_SHARED"]
        .map { $0 + "/captures" }.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
}
