internal import SearchCluster

/// The values that make a group, in the order of the template's `group_by`.
///
/// Text is compared and hashed as UTF-8 bytes, as the engines do: two names that differ only in normalisation are two groups.
public struct GroupKey: Sendable, Hashable {
    /// One value a field.
    public var values: [GroupValue]

    /// A group of these values.
    public init(_ values: [GroupValue]) {
        self.values = values
    }
}

/// One value of a group field, as an engine's doc values hold it.
public enum GroupValue: Sendable, Hashable {
    /// A keyword, as UTF-8.
    case text([UInt8])
    /// A value of an `ip` field.
    case address(IPAddress)
    /// A whole number, a date in milliseconds.
    case integer(Int64)
    /// A number of a floating-point field.
    case number(Double)
    /// A boolean.
    case boolean(Bool)
}

extension GroupKey: Comparable {
    /// The order of a composite aggregation with these sources ascending.
    public static func < (left: GroupKey, right: GroupKey) -> Bool {
        left.values.lexicographicallyPrecedes(right.values)
    }
}

extension GroupValue: Comparable {
    /// The order of one ascending composite source: bytes of UTF-8, addresses as 128-bit numbers, numbers by size.
    public static func < (left: GroupValue, right: GroupValue) -> Bool {
        switch (left, right) {
        case (.text(let a), .text(let b)): a.lexicographicallyPrecedes(b)
        case (.address(let a), .address(let b)): a < b
        case (.integer(let a), .integer(let b)): a < b
        case (.number(let a), .number(let b)): a < b
        case (.boolean(let a), .boolean(let b)): !a && b
        default: left.rank < right.rank
        }
    }

    /// Kinds are never mixed within one field of one run; a rank makes the order total all the same.
    private var rank: Int {
        switch self {
        case .boolean: 0
        case .integer: 1
        case .number: 2
        case .address: 3
        case .text: 4
        }
    }
}

extension GroupKey: CustomStringConvertible {
    /// The values made safe for a terminal, separated by commas.
    public var description: String {
        values.map { SafeText($0.description).description }.joined(separator: ", ")
    }
}

extension GroupValue: CustomStringConvertible {
    /// The value as text, not made safe for a terminal.
    public var description: String {
        switch self {
        case .text(let utf8): String(decoding: utf8, as: UTF8.self)
        case .address(let address): address.description
        case .integer(let value): value.description
        case .number(let value): value.description
        case .boolean(let value): value.description
        }
    }
}
