internal import PageDecoder

extension JSONValue {
    /// Reads a JSON text; `nil` when it is none.
    ///
    /// Members keep their order. A whole number that does not fit 64 bits becomes the nearest other number.
    public init?(parsing bytes: [UInt8]) {
        let builder = JSONBuilder()
        let failure = bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                json_document_read(
                    text.baseAddress, text.count,
                    { context, token in
                        guard let context, let token else { return }
                        Unmanaged<JSONBuilder>.fromOpaque(context).takeUnretainedValue().take(token.pointee)
                    }, Unmanaged.passUnretained(builder).toOpaque())
            }
        }
        guard failure == nil, let value = builder.value else { return nil }
        self = value
    }
}

/// Puts the tokens of a JSON text together again.
private final class JSONBuilder {
    private(set) var value: JSONValue?
    private var open: [Container] = []

    private struct Container {
        var isObject: Bool
        var name = ""
        var members: [JSONValue.Member] = []
        var elements: [JSONValue] = []
    }

    func take(_ token: JSONToken) {
        switch token.kind {
        case JSON_TOKEN_OBJECT_BEGIN: open.append(Container(isObject: true))
        case JSON_TOKEN_ARRAY_BEGIN: open.append(Container(isObject: false))
        case JSON_TOKEN_OBJECT_END, JSON_TOKEN_ARRAY_END:
            guard let closed = open.popLast() else { return }
            put(closed.isObject ? .object(closed.members) : .array(closed.elements))
        case JSON_TOKEN_NAME:
            if !open.isEmpty { open[open.count - 1].name = Self.text(token) }
        case JSON_TOKEN_STRING: put(.string(Self.text(token)))
        case JSON_TOKEN_INTEGER: put(.integer(token.integer))
        case JSON_TOKEN_NUMBER: put(.number(token.number))
        case JSON_TOKEN_BOOLEAN: put(.boolean(token.integer != 0))
        default: put(.null)
        }
    }

    private func put(_ value: JSONValue) {
        guard !open.isEmpty else {
            self.value = value
            return
        }
        let last = open.count - 1
        if open[last].isObject {
            open[last].members.append(.init(open[last].name, value))
        } else {
            open[last].elements.append(value)
        }
    }

    private static func text(_ token: JSONToken) -> String {
        String(decoding: UnsafeRawBufferPointer(start: token.bytes, count: token.length), as: UTF8.self)
    }
}
