import Foundation
internal import HTTPTransport

/// Takes secrets out of what others say: a server, or a proxy before it, may repeat the request that it refuses.
public struct Redaction: Sendable {
    /// What is taken out, longest first, so that no part of a longer one is left.
    private var forms: [[UInt8]]
    /// Shorter ones are found in innocent words, and are guessed all the same; with its user and as base64 a password is longer.
    private static let fewestBytes = 8
    private static let dots = Array("•••".utf8)

    /// Takes nothing out.
    public init() {
        forms = []
    }

    /// Takes out what proves who asks, in the forms in which it travels or is written down: as it is, as base64, escaped.
    public init(_ configuration: ClusterConfiguration) {
        var secrets: [String] = []
        switch configuration.credentials {
        case .none: break
        case .basic(let user, let password): secrets = [password.reveal(), "\(user):\(password.reveal())"]
        case .apiKey(let key):
            let whole =
                Data(base64Encoded: key.reveal()).flatMap { String(validating: $0, as: UTF8.self) } ?? key.reveal()
            secrets = [key.reveal(), whole]
            if let colon = whole.firstIndex(of: ":") { secrets.append(String(whole[whole.index(after: colon)...])) }
        case .bearer(let token): secrets = [token.reveal()]
        case .aws(let access):
            secrets = [access.secretKey.reveal()] + [access.sessionToken?.reveal()].compactMap(\.self)
        }
        if let passphrase = configuration.transport.clientCertificate?.passphrase {
            secrets.append(passphrase.reveal())
        }
        self.init(secrets)
    }

    /// Takes these texts out.
    init(_ secrets: [String]) {
        forms = Set(secrets.flatMap(Self.forms).map { Array($0.utf8) }).filter { $0.count >= Self.fewestBytes }
            .sorted { $0.count > $1.count }
    }

    private static func forms(of secret: String) -> [String] {
        let bytes = Data(secret.utf8)
        let encoded = bytes.base64EncodedString()
        let unpadded = encoded.replacing("=", with: "")
        let escaped = JSONValue.string(secret).text.dropFirst().dropLast()
        let percent = AWSTarget.escaped(secret.utf8)
        let plain = [secret, encoded, unpadded, unpadded.replacing("+", with: "-").replacing("/", with: "_"), percent]
        // Some write a slash in JSON with a backslash before it, and escapes in lower case.
        return plain + [String(escaped), percent.replacing(#/%[0-9A-F]{2}/#) { $0.output.lowercased() }]
            + plain.map { $0.replacing("/", with: "\\/") }
    }

    /// Takes out what another one takes out, too.
    public mutating func add(_ other: Redaction) {
        forms = Set(forms + other.forms).sorted { $0.count > $1.count }
    }

    /// The text with dots for every secret.
    public func redacted(_ text: String) -> String {
        guard !forms.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let clean = redacted(bytes)
        return clean.count == bytes.count && clean == bytes ? text : String(decoding: clean, as: UTF8.self)
    }

    /// The bytes with dots for every secret.
    func redacted(_ bytes: [UInt8]) -> [UInt8] {
        forms.reduce(bytes) { Self.replacing($1, in: $0) }
    }

    private static func replacing(_ form: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard let first = form.first, var found = place(of: form, in: bytes, from: 0, first) else { return bytes }
        var clean: [UInt8] = []
        var done = 0
        while true {
            clean += bytes[done..<found]
            clean += dots
            done = found + form.count
            guard let next = place(of: form, in: bytes, from: done, first) else { return clean + bytes[done...] }
            found = next
        }
    }

    private static func place(of form: [UInt8], in bytes: [UInt8], from start: Int, _ first: UInt8) -> Int? {
        bytes.withUnsafeBytes { text in
            form.withUnsafeBytes { form in
                guard let base = text.baseAddress, let wanted = form.baseAddress else { return nil }
                var place = start
                while place + form.count <= text.count {
                    let rest = text.count - form.count - place + 1
                    guard let found = memchr(base + place, Int32(first), rest) else { return nil }
                    place = UnsafeRawPointer(found) - base
                    if memcmp(base + place, wanted, form.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}
