/// A pattern of a `wildcard` query: `*` is any text, `?` any one character, a backslash takes the next one as it is.
struct WildcardPattern: Sendable {
    private enum Piece: Sendable, Equatable {
        case byte(UInt8)
        case anyCharacter
        case anyText
    }

    private let pieces: [Piece]
    private let ignoresCase: Bool

    /// Reads a pattern; a backslash at the end stands for itself.
    init(_ text: some Sequence<UInt8>, ignoringCase: Bool) {
        var pieces: [Piece] = []
        var isEscaped = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "\\") where !isEscaped:
                isEscaped = true
                continue
            case UInt8(ascii: "*") where !isEscaped:
                if pieces.last != .anyText { pieces.append(.anyText) }
            case UInt8(ascii: "?") where !isEscaped: pieces.append(.anyCharacter)
            default: pieces.append(.byte(ignoringCase ? byte.foldedASCII : byte))
            }
            isEscaped = false
        }
        if isEscaped { pieces.append(.byte(UInt8(ascii: "\\"))) }
        self.pieces = pieces
        ignoresCase = ignoringCase
    }

    /// Whether the whole text has this shape; the empty pattern has none, as in the engines.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        guard !pieces.isEmpty else { return false }
        var place = 0
        var piece = 0
        // Where to go on from when what follows the last `*` does not fit: the `*` takes one more character.
        var resume: (place: Int, piece: Int)?
        while true {
            if piece < pieces.count, pieces[piece] == .anyText {
                piece += 1
                resume = (place, piece)
                continue
            }
            if piece == pieces.count, place == text.count { return true }
            if piece < pieces.count, place < text.count {
                switch pieces[piece] {
                case .byte(let byte) where byte == (ignoresCase ? text[place].foldedASCII : text[place]):
                    place += 1
                    piece += 1
                    continue
                case .anyCharacter:
                    place = Self.next(after: place, in: text)
                    piece += 1
                    continue
                default: break
                }
            }
            guard let again = resume, again.place < text.count else { return false }
            place = Self.next(after: again.place, in: text)
            piece = again.piece
            resume = (place, piece)
        }
    }

    /// Where the character after the one at `place` begins.
    private static func next(after place: Int, in text: UnsafeRawBufferPointer) -> Int {
        var next = place + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
