import Foundation

/// One of the documents that come with the program, whose commands can be run by tests.
public struct Manual: Sendable, CustomStringConvertible {
    /// Its path below the project's folder.
    public let description: String

    /// The README.
    public static let readme = Manual("README.md")

    /// Every document for users.
    public static let all: [Manual] = {
        let docs = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "docs").path)) ?? []
        let names = docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
        return ([readme.description, "transform-templates/README.md"] + names).map(Manual.init)
    }()

    private init(_ name: String) {
        description = name
    }

    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    /// The text.
    public func text() throws -> String {
        try String(contentsOf: Self.root.appending(path: description), encoding: .utf8)
    }

    /// The lines of its shell blocks.
    public func shellLines() throws -> [String] {
        var isShell = false
        var lines: [String] = []
        for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isShell = line == "```sh"
            } else if isShell {
                lines.append(String(line))
            }
        }
        return lines
    }

    /// Every line of a shell block that starts the program.
    public func commands() throws -> [String] {
        try shellLines().filter { $0.hasPrefix("beaconing ") }
    }

    /// Whether a command asks a cluster.
    public static func needsCluster(_ command: String) -> Bool {
        let words = command.split(separator: " ").map(String.init)
        let verb = words.count > 1 ? words[1] : ""
        let below = words.count > 2 ? words[2] : ""
        let readsFiles = words.contains("--input")
        return switch verb {
        case "run", "replay", "status", "doctor", "install", "uninstall", "mark", "verdicts", "watch": true
        case "preview", "explain", "report", "tune": !readsFiles
        case "allow": below == "check" && !readsFiles
        case "dashboards": below == "draw"
        case "evaluate": words.contains("--verdicts")
        case "simulate": words.contains("--index")
        default: false
        }
    }

    /// The cells of the table under a heading, without its head.
    public func table(under heading: String) throws -> [[String]] {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != "## \(heading)" }
        let rows = lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        return rows.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }
}
