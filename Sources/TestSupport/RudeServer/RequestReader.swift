/// Reads requests from a connection, one after the other.
struct RequestReader {
    private let socket: Socket
    private var pending: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(socket: Socket) {
        self.socket = socket
    }

    /// The next request; `nil` when the client is gone or sends what is none.
    mutating func next() -> ReceivedRequest? {
        var searched = 0
        var end: Int?
        while end == nil {
            end = blankLine(from: searched)
            searched = max(0, pending.count - 3)
            if end == nil, !readMore() { return nil }
        }
        guard let end, var request = Self.head(pending[..<end]) else { return nil }
        let length = request.headers("content-length").first.flatMap { Int($0) } ?? 0
        while pending.count < end + 4 + length {
            if !readMore() { return nil }
        }
        request.body = Array(pending[(end + 4)..<(end + 4 + length)])
        pending.removeFirst(end + 4 + length)
        return request
    }

    private mutating func readMore() -> Bool {
        let count = socket.receive(into: &buffer)
        pending += buffer[..<count]
        return count > 0
    }

    private func blankLine(from start: Int) -> Int? {
        guard pending.count >= 4 else { return nil }
        return (start...(pending.count - 4)).first { pending[$0...].starts(with: [13, 10, 13, 10]) }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> ReceivedRequest? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        return ReceivedRequest(
            method: String(words[0]), target: String(words[1]), headers: headers, body: [], connection: 0, position: 0)
    }
}
