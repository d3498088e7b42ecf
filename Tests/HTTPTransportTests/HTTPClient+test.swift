import HTTPTransport
import TestSupport

extension HTTPClient {
    /// A client with the defaults and what a test changes in them.
    convenience init(_ change: (inout HTTPConfiguration) -> Void) throws {
        var configuration = HTTPConfiguration()
        change(&configuration)
        try self.init(configuration: configuration)
    }

    /// Gets one address.
    func get(_ url: String, deadlineSeconds: Double? = nil) async throws(HTTPError) -> HTTPResponse {
        try await send(HTTPRequest(method: .get, url: url, deadlineSeconds: deadlineSeconds))
    }
}

/// The error that a request ends with; `nil` when it is answered.
func failure(of request: () async throws(HTTPError) -> HTTPResponse) async -> HTTPError? {
    do {
        _ = try await request()
        return nil
    } catch {
        return error
    }
}

/// Bytes that look random and are the same every time, 10 MiB at the most.
func noise(_ count: Int) -> [UInt8] {
    Array(allNoise[..<count])
}

/// A small piece of randomness again and again, each time with another number at its start.
private let allNoise: [UInt8] = {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let piece = (0..<1021).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
    var noise: [UInt8] = []
    noise.reserveCapacity(10 << 20)
    for number in 0..<((10 << 20) / 1023 + 1) {
        noise += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
        noise += piece
    }
    return noise
}()
