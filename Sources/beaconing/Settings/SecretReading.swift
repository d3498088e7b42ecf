import Foundation
import SearchCluster

/// Reads secrets from where people and machines keep them, and notes what is careless about that.
struct SecretReading {
    /// The surroundings.
    let surroundings: Surroundings
    /// Whether secrets of the context may be used: they belong to the addresses beside which they are written.
    var takesContext = true
    /// What a person should know each time, one sentence each.
    private(set) var warnings: [String] = []
    /// No secret is longer, in bytes, and a device has no end.
    private static let mostBytes = 64 << 10

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// The levels that are looked at, in order.
    var levels: [SettingsLevel] { SettingsLevel.allCases.filter { $0 != .context || takesContext } }

    /// A secret from the first level that has it; `nil` when none has.
    ///
    /// - Throws: as ``secret(_:at:)``.
    mutating func secret(_ variable: EnvironmentVariable) throws(Failure) -> Told? {
        for level in levels {
            if let found = try secret(variable, at: level) { return found }
        }
        return nil
    }

    /// A secret as one level says it: there, or in the file that is named there.
    ///
    /// - Throws: `.configuration` when it is said in both ways or a file does not hold one line, `.file` when a file cannot
    ///   be read.
    mutating func secret(_ variable: EnvironmentVariable, at level: SettingsLevel) throws(Failure) -> Told? {
        if level == .service { return try credential(variable) }
        let said = surroundings.told(variable, at: level)
        if let said, let file = variable.fileVariable.flatMap({ surroundings.told($0, at: level) }) {
            throw Failure(.configuration, "both \(said.origin) and \(file.origin) are set", cure: "unset one of them")
        }
        if let said { return said }
        return try fileAlone(variable, at: level)
    }

    /// A secret in the file that one level names, whatever is said beside it; `nil` when it names none.
    mutating func fileAlone(_ variable: EnvironmentVariable, at level: SettingsLevel) throws(Failure) -> Told? {
        guard let file = variable.fileVariable.flatMap({ surroundings.told($0, at: level) }) else { return nil }
        return Told(text: try line(of: file.text, namedBy: "\(file.origin)"), origin: file.origin)
    }

    /// A file in the folder that systemd makes for a service (`LoadCredential=beaconing.api-key:…`).
    private mutating func credential(_ variable: EnvironmentVariable) throws(Failure) -> Told? {
        guard let name = variable.credentialName, let folder = surroundings[.serviceCredentials] else { return nil }
        let path = "\(folder)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return Told(text: try line(of: path, namedBy: "CREDENTIALS_DIRECTORY"), origin: .service(name: name))
    }

    /// The only line of a file, without the newline at its end.
    private mutating func line(of path: String, namedBy origin: String) throws(Failure) -> String {
        let name = "\(SafeText(path)), which \(origin) names,"
        let bytes: Data
        do {
            // Closed as it goes out of scope.
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            noteReaders(of: handle, named: name, path: path)
            bytes = try handle.read(upToCount: Self.mostBytes + 1) ?? Data()
        } catch {
            throw Failure(.file, "\(name) cannot be read", cure: "see that it exists and is readable for this user")
        }
        guard bytes.count <= Self.mostBytes, var text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.configuration, "\(name) is no text, or too long for a secret")
        }
        // Editors and echo end a file with a newline that is not part of the secret.
        while text.hasSuffix("\n") || text.hasSuffix("\r\n") || text.hasSuffix("\r") { text.removeLast() }
        guard !text.isEmpty else { throw Failure(.configuration, "\(name) is empty") }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Failure(.configuration, "\(name) holds more than one line", cure: "leave only the secret in it")
        }
        return text
    }

    /// Notes a file that every user of the machine can read; a group may be meant, as where a container mounts it.
    private mutating func noteReaders(of handle: FileHandle, named name: String, path: String) {
        var status = stat()
        guard fstat(handle.fileDescriptor, &status) == 0 else { return }
        note(status, named: name, path: path)
    }

    /// The same for a file that others read for us, such as a key.
    mutating func noteReaders(of path: String, named name: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        note(status, named: name, path: path)
    }

    private mutating func note(_ status: stat, named name: String, path: String) {
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & S_IROTH != 0 else { return }
        warnings.append("\(name) can be read by every user of this machine; chmod 600 \(SafeText(path))")
    }
}
