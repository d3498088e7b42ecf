import BeaconTransform
import Foundation
import SearchCluster

/// A file that names clusters: each a context, one of them the current one.
struct SettingsFile: Sendable {
    /// Where it is.
    let path: String
    /// What it names, in its order.
    let contexts: [SettingsContext]
    /// The context that counts where none is named, and the line that says so.
    let current: (name: String, line: Int)?

    /// The file that the words or the environment name, or the usual one where it is; `nil` for none.
    ///
    /// - Throws: as ``init(_:home:)``.
    static func chosen(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) -> SettingsFile? {
        let home = surroundings[.home]
        if let named = words.last(.config) ?? surroundings[.config] { return try SettingsFile(named, home: home) }
        let folder = surroundings[.configHome] ?? home.map { $0 + "/.config" }
        guard let usual = folder.map({ $0 + "/beaconing/config.yml" }), FileManager.default.fileExists(atPath: usual)
        else { return nil }
        return try SettingsFile(usual, home: home)
    }

    /// Reads a file strictly.
    ///
    /// - Parameter home: what `~` stands for.
    /// - Throws: `.file` when it cannot be read, `.configuration` for what it must not say, or when it holds a secret and
    ///   others can read it.
    init(_ path: String, home: String?) throws(Failure) {
        let (bytes, mode) = try Self.read(path)
        let root: YAMLNode
        do {
            // What is written wrongly may be a secret: messages do not repeat it.
            root = try YAMLNode(utf8: bytes, file: path, hidesTexts: true)
        } catch {
            throw Failure(.configuration, error.description)
        }
        var reading = SettingsReading(
            folder: URL(fileURLWithPath: path).deletingLastPathComponent().path, home: home)
        self.path = path
        (contexts, current) = try reading.file(root)
        guard mode & 0o077 != 0, let (context, secret) = Self.firstSecret(of: contexts) else { return }
        throw Failure(
            .configuration,
            "\(SafeText(path)) holds a secret (\(secret.settingsKey ?? "") of context \(SafeText(context))) and others can "
                + "read it",
            cure: "chmod 600 \(SafeText(path)), or keep the secret in a file of its own and name that with "
                + "\(secret.fileVariable?.settingsKey ?? "")")
    }

    private static func firstSecret(of contexts: [SettingsContext]) -> (context: String, secret: EnvironmentVariable)? {
        for context in contexts {
            if let secret = context.firstSecret { return (context.name, secret) }
        }
        return nil
    }

    /// The bytes of a file, and who may read it.
    private static func read(_ path: String) throws(Failure) -> (bytes: [UInt8], mode: mode_t) {
        do {
            // Closed as it goes out of scope.
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var status = stat()
            guard fstat(handle.fileDescriptor, &status) == 0 else { throw CocoaError(.fileReadUnknown) }
            let bytes = try handle.read(upToCount: YAMLNode.mostBytes + 1) ?? Data()
            return (Array(bytes), status.st_mode)
        } catch {
            throw Failure(.file, "the settings file \(SafeText(path)) cannot be read", cure: "see that it exists")
        }
    }

    /// The context that is meant by the words, the environment or the file; `nil` when none is.
    ///
    /// - Throws: `.configuration` for one that is not there.
    func context(_ words: TypedWords, in surroundings: Surroundings) throws(Failure) -> SettingsContext? {
        let typed = words.last(.context).map { Told(text: $0, origin: .word(.context)) } ?? surroundings.told(.context)
        guard let name = typed?.text ?? current?.name else { return nil }
        if let found = contexts.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) { return found }
        let origin = typed.map { "\($0.origin)" } ?? "\(SafeText(path)):\(current?.line ?? 1): current_context"
        throw Failure(
            .configuration, "\(origin): there is no context \"\(SafeText(name))\" in \(SafeText(path))",
            cure: NearestName.meant(by: name, among: contexts.map(\.name)).map { "did you mean \(SafeText($0))?" }
                ?? "see which there are with beaconing config contexts")
    }
}

extension Surroundings {
    /// The same with the context that the words, the environment or the settings file choose.
    ///
    /// - Throws: `.configuration` for a context that is named where there is no file; whatever reading the file throws.
    func inContext(of words: TypedWords) throws(Failure) -> Surroundings {
        guard let file = try SettingsFile.chosen(words, in: self) else {
            if let name = words.last(.context) ?? self[.context] {
                throw Failure(
                    .configuration, "context \(SafeText(name)) is named and there is no settings file",
                    cure: "name one with --config, or make ~/.config/beaconing/config.yml")
            }
            return self
        }
        var surroundings = self
        surroundings.context = try file.context(words, in: self)
        return surroundings
    }
}
