/// Reads the tokens of a query from left to right.
struct KQLParser {
    enum Token: Equatable {
        case word(String)
        case quoted(String)
        case sign(String)
    }

    private let tokens: [Token]
    private var position = 0

    init(tokens: [Token]) {
        self.tokens = tokens
    }

    var isAtEnd: Bool { position == tokens.count }

    private var next: Token? { isAtEnd ? nil : tokens[position] }

    mutating func disjunction(field: String?) throws(KQL.Failure) -> KQL.Node {
        var nodes = [try conjunction(field: field)]
        while takeWord("or") { nodes.append(try conjunction(field: field)) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func conjunction(field: String?) throws(KQL.Failure) -> KQL.Node {
        var nodes = [try negation(field: field)]
        while takeWord("and") { nodes.append(try negation(field: field)) }
        return nodes.count == 1 ? nodes[0] : .every(nodes)
    }

    private mutating func negation(field: String?) throws(KQL.Failure) -> KQL.Node {
        if takeWord("not") { return .not(try negation(field: field)) }
        if take(.sign("(")) {
            let inner = try disjunction(field: field)
            guard take(.sign(")")) else { throw KQL.Failure(sentence: "a parenthesis is not closed") }
            return inner
        }
        return try comparison(field: field)
    }

    /// `field : value`, or a value alone, of the field before a parenthesis or of any field.
    private mutating func comparison(field: String?) throws(KQL.Failure) -> KQL.Node {
        guard let (text, isQuoted) = value() else {
            throw KQL.Failure(sentence: "a field or a value was expected")
        }
        guard case .sign(let operation) = next, operation != ")", operation != "(" else {
            return .compare(field: field, operation: ":", value: text, isQuoted: isQuoted)
        }
        if field != nil { throw KQL.Failure(sentence: "a field inside the values of another") }
        position += 1
        if operation == ":", take(.sign("(")) {
            let inner = try disjunction(field: text)
            guard take(.sign(")")) else { throw KQL.Failure(sentence: "a parenthesis is not closed") }
            return inner
        }
        guard let (found, isQuoted) = value() else {
            throw KQL.Failure(sentence: "a value was expected after \(text) \(operation)")
        }
        return .compare(field: text, operation: operation, value: found, isQuoted: isQuoted)
    }

    /// A quoted text, or words up to the next that means something.
    private mutating func value() -> (text: String, isQuoted: Bool)? {
        if case .quoted(let text) = next {
            position += 1
            return (text, true)
        }
        var words: [String] = []
        while case .word(let word) = next, !["and", "or", "not"].contains(word.lowercased()) {
            words.append(word)
            position += 1
        }
        return words.isEmpty ? nil : (words.joined(separator: " "), false)
    }

    private mutating func take(_ token: Token) -> Bool {
        guard next == token else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ keyword: String) -> Bool {
        guard case .word(let word) = next, word.lowercased() == keyword else { return false }
        position += 1
        return true
    }

    static func tokens(of text: String) throws(KQL.Failure) -> [Token] {
        var tokens: [Token] = []
        var word = ""
        var rest = text[...]
        func flush() {
            if !word.isEmpty { tokens.append(.word(word)) }
            word = ""
        }
        while let character = rest.popFirst() {
            switch character {
            case "\\": if let escaped = rest.popFirst() { word.append(escaped) }
            case "\"":
                flush()
                tokens.append(.quoted(try quoted(&rest)))
            case "(", ")", ":":
                flush()
                tokens.append(.sign(String(character)))
            case "<", ">":
                flush()
                let withEquals = rest.first == "="
                if withEquals { rest.removeFirst() }
                tokens.append(.sign(withEquals ? "\(character)=" : String(character)))
            case "{", "}": throw KQL.Failure(sentence: "nested fields in braces are not read here")
            case _ where character.isWhitespace: flush()
            default: word.append(character)
            }
        }
        flush()
        return tokens
    }

    private static func quoted(_ rest: inout Substring) throws(KQL.Failure) -> String {
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let escaped = rest.popFirst() {
                text.append(escaped)
            } else {
                text.append(character)
            }
        }
        throw KQL.Failure(sentence: "a quote is not closed")
    }
}
