import Foundation

/// A text that must not appear in any output; it prints as dots.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Keeps a text from being printed.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the one place that sends it.
    func reveal() -> String { text }

    /// Dots, whatever the text.
    public var description: String { "•••" }
    /// Dots, whatever the text.
    public var debugDescription: String { "•••" }
    /// Nothing inside, also for those who look there.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How the program proves to the cluster who it is.
public enum Credentials: Sendable {
    /// Not at all.
    case none
    /// A user and a password.
    case basic(user: String, password: Secret)
    /// An API key, encoded as Elasticsearch hands it out or as `id:key`.
    case apiKey(Secret)

    /// The value of the `Authorization` header; `nil` for none.
    var authorization: String? {
        switch self {
        case .none: nil
        case .basic(let user, let password):
            "Basic " + Data("\(user):\(password.reveal())".utf8).base64EncodedString()
        case .apiKey(let key):
            "ApiKey " + (key.reveal().contains(":") ? Data(key.reveal().utf8).base64EncodedString() : key.reveal())
        }
    }
}
