import SearchCluster
import TestSupport

/// Random documents and random queries over a few fields and few values, so that they meet.
struct RandomQueries {
    var random: SeededRandom

    private static let words = [
        "", "a", "A", "ab", "aB", "b", "é", "e\u{301}", "a*b", "a\\b", "𝄞x", "10", "true", "svchost.exe", "SVCHOST.EXE",
    ]
    private static let addresses = [
        "10.0.0.1", "10.0.0.2", "10.255.0.1", "11.0.0.0", "0.0.0.0", "255.255.255.255", "::1", "fe80::1",
        "2001:db8::ff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::",
    ]
    private static let blocks = [
        "10.0.0.0/8", "10.0.0.0/30", "10.0.0.1/32", "0.0.0.0/0", "fe80::/10", "::/0", "::1/128", "2001:db8::/33",
        "8.0.0.0/6",
    ]
    private static let names = ["k", "h.name", "h.os.name"]

    private mutating func one<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func some<Value>(_ make: (inout RandomQueries) -> Value, upTo most: Int) -> [Value] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in make(&self) }
    }

    mutating func document() -> JSONValue {
        var members: [JSONValue.Member] = []
        if random.chance(0.7) { members.append(.init("k", values { $0.keyword() })) }
        if random.chance(0.7) { members.append(.init("ip", values { .string($0.one(Self.addresses)) })) }
        if random.chance(0.7) { members.append(.init("port", values { $0.number() })) }
        if random.chance(0.7) {
            members.append(.init("@timestamp", values { .integer(.random(in: 20_000..<20_010, using: &$0.random)) }))
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: members.append(.init("h.name", values { $0.keyword() }))
        case 1: members.append(.init("h", ["name": values { $0.keyword() }, "os": ["name": values { $0.keyword() }]]))
        case 2: members.append(.init("h", .array(some({ ["os.name": $0.values { $0.keyword() }] }, upTo: 3))))
        case 3:
            members.append(.init("h.os", ["name": values { $0.keyword() }]))
            members.append(.init("h", ["name": values { $0.keyword() }]))
        default: break
        }
        return .object(members.shuffled(using: &random))
    }

    private mutating func values(_ make: (inout RandomQueries) -> JSONValue) -> JSONValue {
        if random.chance(0.6) { return make(&self) }
        if random.chance(0.2) { return .null }
        let elements = some({ $0.random.chance(0.1) ? .null : make(&$0) }, upTo: 4)
        return random.chance(0.2) ? .array([.array(elements), make(&self)]) : .array(elements)
    }

    private mutating func keyword() -> JSONValue {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .integer(.random(in: 9..<12, using: &random))
        case 1: .boolean(random.chance(0.5))
        default: .string(one(Self.words))
        }
    }

    private mutating func number() -> JSONValue {
        let value = Int64.random(in: -3..<6, using: &random)
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: .string("\(value)")
        case 1: .number(Double(value) + 0.5)
        case 2: .string("")
        default: .integer(value)
        }
    }

    mutating func query(depth: Int = 3) -> JSONValue {
        guard depth > 0, random.chance(0.5) else { return leaf() }
        if random.chance(0.1) { return ["constant_score": ["filter": query(depth: depth - 1)]] }
        var members: [JSONValue.Member] = []
        for kind in ["must", "filter", "should", "must_not"] where random.chance(0.4) {
            let clauses = some({ $0.query(depth: depth - 1) }, upTo: 3)
            members.append(.init(kind, clauses.count == 1 && random.chance(0.5) ? clauses[0] : .array(clauses)))
        }
        if random.chance(0.3) {
            members.append(.init("minimum_should_match", .integer(.random(in: -2..<4, using: &random))))
        }
        return ["bool": .object(members)]
    }

    private mutating func leaf() -> JSONValue {
        let name = one(Self.names)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return one([["match_all": [:]], ["match_none": [:]]])
        case 1:
            return ["exists": ["field": .string(one(Self.names + ["h", "h.os", "ip", "port", "@timestamp", "none"]))]]
        case 2: return ["term": .object([.init(name, keyword())])]
        case 3:
            return [
                "term": .object([.init(name, ["value": keyword(), "case_insensitive": .boolean(random.chance(0.5))])])
            ]
        case 4: return ["terms": .object([.init(name, .array(some({ $0.keyword() }, upTo: 4)))])]
        case 5: return ["term": ["ip": .string(one(Self.addresses + Self.blocks))]]
        case 6: return ["terms": ["ip": .array(some({ .string($0.one(Self.addresses + Self.blocks)) }, upTo: 4))]]
        case 7: return ["terms": ["port": .array(some({ $0.wantedNumber() }, upTo: 4))]]
        case 8: return ["range": ["port": bounds { $0.wantedNumber() }]]
        case 9: return ["range": ["ip": bounds { .string($0.one(Self.addresses)) }]]
        case 10: return ["range": ["@timestamp": bounds { .integer(.random(in: 20_000..<20_010, using: &$0.random)) }]]
        case 11: return ["range": .object([.init(name, bounds { .string($0.one(Self.words)) })])]
        case 12: return ["prefix": .object([.init(name, pattern(one(["", "a", "A", "é", "e", "svc"])))])]
        default:
            let shapes = ["", "*", "a*", "*b", "?", "??", "a\\*b", "a\\\\b", "*?b", "?*", "*a*", "S*.exe", "e?", "\\"]
            return ["wildcard": .object([.init(name, pattern(one(shapes)))])]
        }
    }

    private mutating func wantedNumber() -> JSONValue {
        let value = Int64.random(in: -3..<6, using: &random)
        return switch Int.random(in: 0..<6, using: &random) {
        case 0: .string("\(value)")
        case 1: .number(Double(value) + 0.5)
        default: .integer(value)
        }
    }

    private mutating func pattern(_ text: String) -> JSONValue {
        random.chance(0.5) ? .string(text) : ["value": .string(text), "case_insensitive": .boolean(random.chance(0.7))]
    }

    private mutating func bounds(_ make: (inout RandomQueries) -> JSONValue) -> JSONValue {
        var members: [JSONValue.Member] = []
        if random.chance(0.7) { members.append(.init(random.chance(0.5) ? "gt" : "gte", make(&self))) }
        if random.chance(0.7) { members.append(.init(random.chance(0.5) ? "lt" : "lte", make(&self))) }
        return .object(members)
    }
}
