internal import SearchCluster

/// The queries that ask for the values of one field.
extension QueryCompiler {
    mutating func term(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let (name, value, options) = try Self.fieldAndValue(body, of: "term", names: ["value", "term"])
        if name == Self.tier { return .none }
        try Self.check(field: name, of: "term")
        let field = fields.place(of: name)
        guard options.ignoresCase else { return try oneOf([value], field: field, of: "term") }
        guard fields.fields[field].kind == .text else {
            throw Self.refused("term on \(SafeText(name)) cannot ignore case, for its values are no text")
        }
        return .text(
            field: field, .equalIgnoringCase(try Self.text(value, of: "term", field: name)))
    }

    mutating func terms(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let members = try Self.object(body, of: "terms").filter { $0.name != "boost" && $0.name != "_name" }
        guard members.count == 1, let member = members.first, let values = member.value.array else {
            throw Self.refused("the query terms holds \(Self.shown(body)), expected one field and a list of values")
        }
        if member.name == Self.tier { return .none }
        try Self.check(field: member.name, of: "terms")
        let field = fields.place(of: member.name)
        return try oneOf(values, field: field, of: "terms")
    }

    mutating func range(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let members = try Self.object(body, of: "range")
        guard members.count == 1, let member = members.first else {
            throw Self.refused("the query range holds \(Self.shown(body)), expected one field and its bounds")
        }
        let name = member.name
        try Self.check(field: name, of: "range")
        let bounds = try Self.object(member.value, of: "range")
        try Self.check(bounds, of: "range", known: ["gt", "gte", "lt", "lte"])
        let lower = try Self.bound(bounds, inclusive: "gte", exclusive: "gt")
        let upper = try Self.bound(bounds, inclusive: "lte", exclusive: "lt")
        let field = fields.place(of: name)
        // The engines read a range without bounds as a question whether the field is there.
        guard lower != nil || upper != nil else { return .exists(field: field) }
        switch fields.fields[field].kind {
        case .text:
            return .text(
                field: field,
                .between(lower: try Self.textBound(lower, field: name), upper: try Self.textBound(upper, field: name)))
        case .address:
            var first: IPAddress? = IPAddress(high: 0, low: 0)
            var last: IPAddress? = IPAddress(high: .max, low: .max)
            if let lower {
                let address = try Self.address(lower.value, field: name)
                first = lower.isIncluded ? address : address.successor
            }
            if let upper {
                let address = try Self.address(upper.value, field: name)
                last = upper.isIncluded ? address : address.predecessor
            }
            return .address(field: field, Self.ranges(first, last))
        case .integer:
            var first: Int64? = .min
            var last: Int64? = .max
            if let lower { first = try Self.lowest(lower, field: name) }
            if let upper { last = try Self.highest(upper, field: name) }
            return .integer(field: field, Self.ranges(first, last))
        case .date:
            var first: Int64? = .min
            var last: Int64? = .max
            if let lower {
                let time = try Self.time(lower.value, field: name)
                first = lower.isIncluded ? time.first : time.last.successor
            }
            if let upper {
                let time = try Self.time(upper.value, field: name)
                last = upper.isIncluded ? time.last : time.first.predecessor
            }
            return .integer(field: field, Self.ranges(first, last))
        }
    }

    mutating func prefix(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let (name, value, options) = try Self.fieldAndValue(body, of: "prefix", names: ["value"])
        let field = try textField(name, of: "prefix")
        let prefix = try Self.text(value, of: "prefix", field: name)
        return .text(field: field, .prefix(prefix, ignoringCase: options.ignoresCase))
    }

    mutating func wildcard(_ body: JSONValue) throws(InputError) -> EventQuery.Clause {
        let (name, value, options) = try Self.fieldAndValue(body, of: "wildcard", names: ["value", "wildcard"])
        let field = try textField(name, of: "wildcard")
        let pattern = try Self.text(value, of: "wildcard", field: name)
        return .text(field: field, .wildcard(WildcardPattern(pattern, ignoringCase: options.ignoresCase)))
    }

    /// Elasticsearch's field for the storage tier of a document's index: one that lies in a file is on none.
    private static let tier = "_tier"
}

extension QueryCompiler {
    /// A document matches when its field has any of these values.
    private func oneOf(
        _ values: [JSONValue], field: Int, of query: String
    ) throws(InputError) -> EventQuery.Clause {
        let name = fields.fields[field].name
        switch fields.fields[field].kind {
        case .text:
            var table = ByteTable()
            for value in values {
                try Self.text(value, of: query, field: name).withUnsafeBytes { _ = table.intern($0) }
            }
            return .text(field: field, .anyOf(table))
        case .address:
            var ranges: [ClosedRange<IPAddress>] = []
            for value in values {
                if let text = value.string, let block = CIDRBlock(text.utf8) {
                    ranges.append(block.first...block.last)
                } else {
                    let address = try Self.address(value, field: name)
                    ranges.append(address...address)
                }
            }
            return .address(field: field, ValueRanges(ranges))
        case .integer:
            var ranges: [ClosedRange<Int64>] = []
            for value in values {
                let number = try Self.number(value, field: name)
                // No whole number equals a fraction.
                if !number.hasFraction { ranges.append(number.value...number.value) }
            }
            return .integer(field: field, ValueRanges(ranges))
        case .date:
            var ranges: [ClosedRange<Int64>] = []
            for value in values {
                let time = try Self.time(value, field: name)
                ranges.append(time.first...time.last)
            }
            return .integer(field: field, ValueRanges(ranges))
        }
    }

    /// The place of a field that must hold text.
    private mutating func textField(_ name: String, of query: String) throws(InputError) -> Int {
        try Self.check(field: name, of: query)
        let field = fields.place(of: name)
        guard fields.fields[field].kind == .text else {
            throw Self.refused("the query \(query) asks for text, and \(SafeText(name)) holds none")
        }
        return field
    }

    /// What a query on one field's value may say beside it.
    private struct Options {
        var ignoresCase = false
    }

    /// `{field: value}` or `{field: {value: …, case_insensitive: …}}`.
    private static func fieldAndValue(
        _ body: JSONValue, of query: String, names: [String]
    ) throws(InputError) -> (field: String, value: JSONValue, options: Options) {
        let members = try object(body, of: query)
        guard members.count == 1, let member = members.first else {
            throw refused("the query \(query) holds \(shown(body)), expected one field and its value")
        }
        guard let inner = member.value.members else { return (member.name, member.value, Options()) }
        try check(inner, of: query, known: Set(names + ["case_insensitive", "rewrite"]))
        let values = names.compactMap { self.member($0, of: inner) }
        guard values.count == 1 else {
            throw refused("the query \(query) on \(SafeText(member.name)) holds no value")
        }
        var options = Options()
        if let flag = self.member("case_insensitive", of: inner) {
            guard let ignoresCase = flag.boolean else {
                throw refused("case_insensitive is \(shown(flag)), expected true or false")
            }
            options.ignoresCase = ignoresCase
        }
        return (member.name, values[0], options)
    }

    /// One end of a range.
    private struct Bound {
        var value: JSONValue
        var isIncluded: Bool
    }

    private static func bound(
        _ members: [JSONValue.Member], inclusive: String, exclusive: String
    ) throws(InputError) -> Bound? {
        let (included, excluded) = (member(inclusive, of: members), member(exclusive, of: members))
        if included != nil, excluded != nil {
            throw refused("a range has both \(inclusive) and \(exclusive)")
        }
        switch (included ?? .null, excluded ?? .null) {
        case (.null, .null): return nil
        case (.null, let value): return Bound(value: value, isIncluded: false)
        case (let value, _): return Bound(value: value, isIncluded: true)
        }
    }

    private static func ranges<Value: Comparable>(_ first: Value?, _ last: Value?) -> ValueRanges<Value> {
        guard let first, let last, first <= last else { return ValueRanges([]) }
        return ValueRanges([first...last])
    }
}

extension QueryCompiler {
    /// A value as a keyword field holds it.
    private static func text(_ value: JSONValue, of query: String, field: String) throws(InputError) -> [UInt8] {
        switch value {
        case .string(let text): return Array(text.utf8)
        case .integer(let number): return Array(number.description.utf8)
        case .boolean(let flag): return Array(flag.description.utf8)
        // In between, the engines write a fraction as Swift does.
        case .number(let number) where number == 0 || (1e-3..<1e7).contains(abs(number)):
            return Array(number.description.utf8)
        default:
            throw refused(
                "the query \(query) compares \(SafeText(field)) with \(shown(value)), expected text: write it in quotes"
            )
        }
    }

    private static func textBound(_ bound: Bound?, field: String) throws(InputError) -> TextMatch.Bound? {
        guard let bound else { return nil }
        guard let text = bound.value.string else {
            throw refused(
                "the query range compares \(SafeText(field)) with \(shown(bound.value)), but a file has no mapping to say that "
                    + "it holds numbers: compare it as text, in quotes, or leave the range out")
        }
        return TextMatch.Bound(text: Array(text.utf8), isIncluded: bound.isIncluded)
    }

    private static func address(_ value: JSONValue, field: String) throws(InputError) -> IPAddress {
        guard let text = value.string, let address = IPAddress(text.utf8) else {
            throw refused("the query compares \(SafeText(field)) with \(shown(value)), which is no address")
        }
        return address
    }

    private static func number(_ value: JSONValue, field: String) throws(InputError) -> WholeNumber {
        let text: String? =
            switch value {
            case .integer(let number): number.description
            case .number(let number): number.description
            case .string(let text): text
            default: nil
            }
        guard let number = text.flatMap({ WholeNumber($0.utf8) }) else {
            throw refused(
                "the query compares \(SafeText(field)) with \(shown(value)), which is no number of 64 bits")
        }
        return number
    }

    /// The smallest whole number inside a lower bound; `nil` when there is none.
    private static func lowest(_ bound: Bound, field: String) throws(InputError) -> Int64? {
        let number = try number(bound.value, field: field)
        return bound.isIncluded || number.hasFraction ? number.roundedUp : number.value.successor
    }

    /// The largest whole number inside an upper bound; `nil` when there is none.
    private static func highest(_ bound: Bound, field: String) throws(InputError) -> Int64? {
        let number = try number(bound.value, field: field)
        return bound.isIncluded || number.hasFraction ? number.roundedDown : number.value.predecessor
    }

    /// A time; date math is relative to a moment that a file does not have, and four digits are a year to one engine only.
    private static func time(_ value: JSONValue, field: String) throws(InputError) -> EventTime {
        let text = value.string ?? value.integer?.description ?? ""
        let time = Array(text.utf8).withUnsafeBytes { EventTime($0) }
        guard let time, text.utf8.count > 4 else {
            throw refused(
                "the query compares \(SafeText(field)) with \(shown(value)); on files a time is written as 2024-02-29T12:00:00Z "
                    + "or in milliseconds since 1970, without date math: the run's window is set by --now and --window")
        }
        return time
    }
}

extension IPAddress {
    /// The next address; `nil` after the last one.
    fileprivate var successor: IPAddress? {
        low < .max ? IPAddress(high: high, low: low + 1) : high < .max ? IPAddress(high: high + 1, low: 0) : nil
    }

    /// The address before; `nil` before the first one.
    fileprivate var predecessor: IPAddress? {
        low > 0 ? IPAddress(high: high, low: low - 1) : high > 0 ? IPAddress(high: high - 1, low: .max) : nil
    }
}

extension Int64 {
    fileprivate var successor: Int64? { self < .max ? self + 1 : nil }
    fileprivate var predecessor: Int64? { self > .min ? self - 1 : nil }
}
