import SearchCluster

@testable import BeaconTransform

/// Evaluates a query the long way: straight from its JSON, on a document taken apart into dotted names.
struct NaiveQuery {
    /// The values under each dotted name; null is no value.
    private var values: [String: [JSONValue]] = [:]

    init(_ document: JSONValue) {
        gather(document, at: "")
    }

    private mutating func gather(_ value: JSONValue, at name: String) {
        switch value {
        case .object(let members):
            for member in members { gather(member.value, at: name.isEmpty ? member.name : name + "." + member.name) }
        case .array(let elements):
            for element in elements { gather(element, at: name) }
        case .null: break
        default: values[name, default: []].append(value)
        }
    }

    func matches(_ query: JSONValue) -> Bool {
        guard let member = query.members?.first else { return false }
        let body = member.value
        switch member.name {
        case "match_all": return true
        case "match_none": return false
        case "constant_score": return matches(body["filter"] ?? .null)
        case "bool": return bool(body)
        case "exists":
            let field = body["field"]?.string ?? ""
            return values.contains { name, found in
                (name == field || name.hasPrefix(field + ".")) && found.contains { kept($0, in: name) }
            }
        case "term":
            guard let field = body.members?.first else { return false }
            let value = field.value["value"] ?? field.value
            let ignoresCase = field.value["case_insensitive"]?.boolean ?? false
            return found(field.name).contains { equal($0, value, in: field.name, ignoringCase: ignoresCase) }
        case "terms":
            guard let field = body.members?.first, let wanted = field.value.array else { return false }
            return found(field.name).contains { value in
                wanted.contains { equal(value, $0, in: field.name, ignoringCase: false) }
            }
        case "range":
            guard let field = body.members?.first, let bounds = field.value.members else { return false }
            return found(field.name).contains { value in
                bounds.allSatisfy { bound in
                    let order = compare(value, bound.value, in: field.name)
                    return switch bound.name {
                    case "gt": order > 0
                    case "gte": order >= 0
                    case "lt": order < 0
                    default: order <= 0
                    }
                }
            }
        case "prefix", "wildcard":
            guard let field = body.members?.first else { return false }
            let pattern = field.value["value"]?.string ?? field.value.string ?? ""
            let ignoresCase = field.value["case_insensitive"]?.boolean ?? false
            return found(field.name).contains { value in
                let (text, pattern) = (fold(text(value), ignoresCase), fold(pattern, ignoresCase))
                return member.name == "prefix"
                    ? Array(text.utf8).starts(with: Array(pattern.utf8))
                    : !pattern.isEmpty && wild(Array(pattern.unicodeScalars)[...], Array(text.unicodeScalars)[...])
            }
        default: return false
        }
    }

    private func bool(_ body: JSONValue) -> Bool {
        func clauses(_ name: String) -> [JSONValue] { body[name].map { $0.array ?? [$0] } ?? [] }
        let required = clauses("must") + clauses("filter")
        let optional = clauses("should")
        if !required.allSatisfy(matches) || clauses("must_not").contains(where: matches) { return false }
        if required.isEmpty && optional.isEmpty { return true }
        var needed = body["minimum_should_match"]?.integer ?? 0
        if needed < 0 { needed += Int64(optional.count) }
        if required.isEmpty { needed = max(needed, 1) }
        return optional.count(where: matches) >= max(needed, 0)
    }

    private func found(_ field: String) -> [JSONValue] {
        (values[field] ?? []).filter { kept($0, in: field) }
    }

    /// Whether a value is one: the empty string is no number.
    private func kept(_ value: JSONValue, in field: String) -> Bool {
        !(FieldKind(ecsField: field) == .integer && value.string == "")
    }

    private func text(_ value: JSONValue) -> String {
        value.string ?? value.integer.map { "\($0)" } ?? value.boolean.map { "\($0)" } ?? value.text
    }

    private func fold(_ text: String, _ ignoringCase: Bool) -> String {
        guard ignoringCase else { return text }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            folded.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
        }
        return String(folded)
    }

    private func equal(_ value: JSONValue, _ wanted: JSONValue, in field: String, ignoringCase: Bool) -> Bool {
        if FieldKind(ecsField: field) == .address, let block = wanted.string, block.contains("/") {
            let parts = block.split(separator: "/")
            let (bits, wantedBits) = (self.bits(text(value)), self.bits(String(parts[0])))
            let length = (Int(parts[1]) ?? 0) + (block.contains(":") ? 0 : 96)
            return bits.prefix(length) == wantedBits.prefix(length)
        }
        if FieldKind(ecsField: field) == .keyword {
            return fold(text(value), ignoringCase).utf8.elementsEqual(fold(text(wanted), ignoringCase).utf8)
        }
        return compare(value, wanted, in: field) == 0
    }

    /// Below, at or above zero as the first value sorts before, with or after the second.
    private func compare(_ left: JSONValue, _ right: JSONValue, in field: String) -> Int {
        func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }
        switch FieldKind(ecsField: field) {
        case .address: return order(bits(text(left)), bits(text(right)))
        case .integer, .date:
            func number(_ value: JSONValue) -> Double { value.number ?? value.string.flatMap(Double.init) ?? .nan }
            // What is indexed is cut to a whole number; what is asked for is not.
            return order(number(left).rounded(.towardZero), number(right))
        default:
            let (left, right) = (Array(text(left).utf8), Array(text(right).utf8))
            return left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
        }
    }

    /// An address as 128 characters.
    private func bits(_ text: String) -> String {
        func binary(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 2)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        if !text.contains(":") {
            let quad = text.split(separator: ".").map { binary(Int($0) ?? 0, 8) }.joined()
            return String(repeating: "0", count: 80) + String(repeating: "1", count: 16) + quad
        }
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.split(separator: ":").map { binary(Int($0, radix: 16) ?? 0, 16) }
        }
        let missing = 8 - halves.reduce(0) { $0 + $1.count }
        let gap = Array(repeating: binary(0, 16), count: halves.count == 2 ? missing : 0)
        return (halves[0] + gap + (halves.count == 2 ? halves[1] : [])).joined()
    }

    private func wild(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let head = pattern.first else { return text.isEmpty }
        switch head {
        case "*":
            return wild(pattern.dropFirst(), text) || (!text.isEmpty && wild(pattern, text.dropFirst()))
        case "?": return !text.isEmpty && wild(pattern.dropFirst(), text.dropFirst())
        case "\\" where pattern.count > 1:
            return text.first == pattern[pattern.startIndex + 1] && wild(pattern.dropFirst(2), text.dropFirst())
        default: return text.first == head && wild(pattern.dropFirst(), text.dropFirst())
        }
    }
}
