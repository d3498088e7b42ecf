import Foundation

/// The commands that the README prints, so that tests can run them.
public enum Readme {
    /// Every line of a shell block that starts the program.
    public static func commands() throws -> [String] {
        let text = try String(contentsOf: path, encoding: .utf8)
        var isShell = false
        var commands: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isShell = line == "```sh"
            } else if isShell, line.hasPrefix("beaconing ") {
                commands.append(String(line))
            }
        }
        return commands
    }

    /// Whether a command reads from a cluster.
    public static func needsCluster(_ command: String) -> Bool {
        ["doctor", "preview", "run", "status"].contains { command.hasPrefix("beaconing \($0)") }
            && !command.contains("--input")
    }

    /// Whether a command changes what is installed in a cluster.
    public static func installs(_ command: String) -> Bool {
        command.hasPrefix("beaconing install") || command.hasPrefix("beaconing uninstall")
    }

    /// The cells of the table under a heading, without its head.
    public static func table(under heading: String) throws -> [[String]] {
        let text = try String(contentsOf: path, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != "## \(heading)" }
        let rows = lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        return rows.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    private static var path: URL {
        URL(filePath: #filePath).appending(path: "../../../README.md").standardizedFileURL
    }
}
