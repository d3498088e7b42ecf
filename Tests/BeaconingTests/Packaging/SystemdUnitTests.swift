import Foundation
import TestSupport
import Testing

@testable import beaconing

@Suite("The systemd units")
struct SystemdUnitTests {
    static let services = ["beaconing.service", "beaconing-pass.service"]

    /// What is set in a unit, by name, in order.
    private func settings(_ unit: String) throws -> [String: [String]] {
        var settings: [String: [String]] = [:]
        for line in try ProjectFile.text("packaging/systemd/\(unit)").split(separator: "\n") {
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
            settings[String(line[..<equals]), default: []].append(String(line[line.index(after: equals)...]))
        }
        return settings
    }

    @Test("Each starts the program with words that it takes", arguments: services)
    func words(_ service: String) throws {
        let words = try #require(try settings(service)["ExecStart"]?.first).split(separator: " ").map(String.init)
        #expect(words.first == "/usr/bin/beaconing")
        guard case .words(let typed) = try CommandLineParser().parse(Array(words.dropFirst())) else {
            Issue.record("help was asked for")
            return
        }
        #expect(typed.action == .run && typed.has(.every))
        #expect(typed.has(.once) == (service == "beaconing-pass.service"))
    }

    @Test("Exit codes that are named are the program's")
    func codes() throws {
        let stays = try settings("beaconing.service")
        #expect(stays["Restart"] == ["on-failure"])
        // 243 is systemd's own: a credential that cannot be loaded.
        let wrong = [ExitCode.usage, .notAllowed, .configuration].map { String($0.rawValue) }
        #expect(stays["RestartPreventExitStatus"]?.first?.split(separator: " ").map(String.init) == wrong + ["243"])
        #expect(stays["SuccessExitStatus"] == [String(ExitCode.terminated.rawValue)])
        #expect(
            try settings("beaconing-pass.service")["SuccessExitStatus"]
                == ["\(ExitCode.leased.rawValue) \(ExitCode.terminated.rawValue)"])
    }

    @Test("Both are shut in alike, without rights and with one folder to write to")
    func sandbox() throws {
        var all = try Self.services.map(settings)
        #expect(all[0]["ProtectSystem"] == ["strict"])
        #expect(all[0]["CapabilityBoundingSet"] == [""])
        #expect(all[0]["DynamicUser"] == ["yes"])
        #expect(all[0]["StateDirectory"] == ["beaconing"])
        #expect(all[0]["WorkingDirectory"] == ["/var/lib/beaconing"])
        for name in [
            "Description", "Type", "ExecStart", "Restart", "RestartSec", "RestartPreventExitStatus",
            "SuccessExitStatus", "WantedBy",
        ] {
            all[0][name] = nil
            all[1][name] = nil
        }
        #expect(all[0] == all[1])
    }

    @Test("The key comes as a file, and the variables are the program's")
    func environment() throws {
        let known = Set(EnvironmentVariable.allCases.map(\.rawValue))
        for service in Self.services {
            let settings = try settings(service)
            let credential = try #require(settings["LoadCredential"]?.first?.split(separator: ":").first)
            let folder = try #require(settings["WorkingDirectory"]?.first)
            #expect(EnvironmentVariable.apiKey.credentialName == String(credential))
            #expect(settings["Environment"] == ["BEACONING_STATE_DIR=\(folder)"])
        }
        let example = try ProjectFile.text("packaging/systemd/environment")
        let names = example.matches(of: #/(?m)^#?([A-Z_]+)=/#).map { String($0.1) }
        #expect(!names.isEmpty && known.isSuperset(of: names), "\(names)")
    }

    @Test("The maintainer scripts are shell, and name the units that there are")
    func scripts() async throws {
        let units = try ProjectFile.names(in: "packaging/systemd").filter { $0.hasPrefix("beaconing") }
        let program = try BuiltProgram()
        for name in ["postinst", "prerm", "postrm"] {
            let path = ProjectFile.folder.appending(path: "packaging/debian/\(name)").path
            let outcome = try await program.shell("sh -n '\(path)'")
            #expect(outcome.code == 0, "\(outcome.messages)")
            let text = try ProjectFile.text("packaging/debian/\(name)")
            for named in text.matches(of: #/beaconing[a-z-]*\.(service|timer)/#) {
                #expect(units.contains(String(named.0)), "\(name): \(named.0)")
            }
        }
    }
}
