/// A text that must not appear in any output; it prints as dots.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Keeps a text from being printed.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the places that send it.
    package func reveal() -> String { text }

    /// Dots, whatever the text.
    public var description: String { "•••" }
    /// Dots, whatever the text.
    public var debugDescription: String { "•••" }
    /// Nothing inside, also for those who look there.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
