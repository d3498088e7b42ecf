import Foundation

@testable import beaconing

/// A folder with a settings file and what that names, for as long as this value lasts.
final class SettingsFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "settings-test-\(UUID().uuidString)").path
    /// The settings file.
    var file: String { path + "/config.yml" }

    /// A folder whose settings file only its owner can read.
    init(_ text: String = "", mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try add(text, as: "config.yml", mode: mode)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes another file into it.
    func add(_ text: String, as name: String, mode: Int = 0o600) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
    }

    /// What the words of a run find around them with this settings file.
    func surroundings(
        _ words: [String] = [], _ environment: [String: String] = [:]
    ) throws -> (words: TypedWords, surroundings: Surroundings) {
        let typed = try Self.parsed(["install"] + words)
        var all = ["BEACONING_CONFIG": file, "HOME": "/home/somebody"]
        all.merge(environment) { $1 }
        let surroundings = Surroundings(environment: all, clockSeconds: 0)
        return (typed, try surroundings.inContext(of: typed))
    }

    /// What a command line says.
    static func parsed(_ words: [String]) throws -> TypedWords {
        guard case .words(let typed) = try CommandLineParser().parse(words) else { throw Failure(.defect, "help") }
        return typed
    }

    /// How the cluster is reached.
    func cluster(_ words: [String] = [], _ environment: [String: String] = [:]) throws -> ClusterSettings? {
        let (typed, surroundings) = try surroundings(words, environment)
        return try ClusterSettings(typed, in: surroundings)
    }
}
