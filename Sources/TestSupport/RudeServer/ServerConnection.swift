/// Serves one connection on a thread of its own, request after request.
struct ServerConnection {
    let socket: Socket
    let number: Int
    let record: ServerRecord
    let behave: @Sendable (ReceivedRequest) -> Behaviour

    private enum Next { case keepOpen, close, reset }

    func run() {
        var reader = RequestReader(socket: socket)
        var next = Next.keepOpen
        while next == .keepOpen {
            guard var request = reader.next() else { break }
            request.connection = number
            request = record.add(request)
            next = perform(behave(request), isHead: request.method == "HEAD")
        }
        record.close(number, withReset: next == .reset)
    }

    private func perform(_ behaviour: Behaviour, isHead: Bool) -> Next {
        switch behaviour {
        case .answer(let status, let headers, let body):
            return answer(status, headers, body, isHead: isHead)
        case .gzipped(let status, let headers, let body):
            return answer(status, headers + [("Content-Encoding", "gzip")], Gzip.stored(body), isHead: isHead)
        case .chunked(let body, let size):
            var bytes = head(200, [("Transfer-Encoding", "chunked")])
            for start in stride(from: 0, to: body.count, by: size) {
                bytes += chunk(body[start..<min(start + size, body.count)])
            }
            return socket.send(bytes + Array("0\r\n\r\n".utf8)) ? .keepOpen : .close
        case .close: return .close
        case .reset: return .reset
        case .truncated(let body, let count):
            return last(head(200, [("Content-Length", "\(body.count)")]) + body.prefix(count))
        case .announced(let length, let body):
            return last(head(200, [("Content-Length", "\(length)")]) + body)
        case .chunkedCutOff(let body):
            return last(head(200, [("Transfer-Encoding", "chunked")]) + chunk(body[...]))
        case .drip(let milliseconds): return drip(everyMillis: milliseconds)
        case .stall:
            _ = socket.waitForInput(milliseconds: 300_000)
            return .close
        case .raw(let bytes): return last(bytes)
        case .hugeHeader(let count):
            return last(head(200, [("Content-Length", "0"), ("X-Long", String(repeating: "x", count: count))]))
        case .manyHeaders(let count):
            return last(head(200, [("Content-Length", "0")] + (0..<count).map { ("X-\($0)", "some value") }))
        case .endless:
            return flood(start: [], piece: [UInt8](repeating: UInt8(ascii: "a"), count: 13), headers: [])
        case .gzipBomb:
            return flood(start: Gzip.bombStart, piece: Gzip.bombPiece, headers: [("Content-Encoding", "gzip")])
        }
    }

    private func answer(_ status: Int, _ headers: [(String, String)], _ body: [UInt8], isHead: Bool) -> Next {
        let bytes = head(status, headers + [("Content-Length", "\(body.count)")])
        return socket.send(isHead ? bytes : bytes + body) ? .keepOpen : .close
    }

    private func last(_ bytes: [UInt8]) -> Next {
        _ = socket.send(bytes)
        return .close
    }

    private func drip(everyMillis milliseconds: Int) -> Next {
        guard socket.send(head(200, [("Content-Length", "1000000")])) else { return .close }
        for _ in 0..<(300_000 / max(1, milliseconds)) {
            if socket.waitForInput(milliseconds: milliseconds) || !socket.send([UInt8(ascii: "a")]) { break }
        }
        return .close
    }

    /// 30 GB at the most, lest a client that takes everything keep the test from its end.
    private func flood(start: [UInt8], piece: [UInt8], headers: [(String, String)]) -> Next {
        let pieces = Array(repeatElement(piece, count: 5000).joined())
        var left = (30 << 30) / pieces.count
        var takes = socket.send(
            head(200, headers + [("Transfer-Encoding", "chunked")]) + (start.isEmpty ? [] : chunk(start[...])))
        while takes, left > 0 {
            takes = socket.send(chunk(pieces[...]))
            left -= 1
        }
        return .close
    }

    private func head(_ status: Int, _ headers: [(String, String)]) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status) Of its own"] + headers.map { "\($0): \($1)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
}
