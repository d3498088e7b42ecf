internal import HTTPTransport

/// Creates documents under ids of their own, each of which ends with exactly one outcome.
public struct BulkWriter: Sendable {
    private let client: ClusterClient
    private let index: String
    private let requestBytes: Int
    private let beforeEach: (@Sendable () async throws(ClusterError) -> Void)?

    /// A writer into an index.
    ///
    /// - Parameters:
    ///   - requestBytes: about how large a request may be; 5 MB suits every service's limits.
    ///   - beforeEach: asked right before each request whether writing is still right.
    public init(
        index: String, with client: ClusterClient, requestBytes: Int = 5 << 20,
        beforeEach: (@Sendable () async throws(ClusterError) -> Void)? = nil
    ) {
        self.client = client
        self.index = index
        self.requestBytes = requestBytes
        self.beforeEach = beforeEach
    }

    /// Creates documents; one that is there already is left as it is.
    ///
    /// - Parameter documents: with ids that differ from each other.
    /// - Returns: one outcome a document, in their order.
    /// - Throws: when the cluster takes none of it, or the program was told to stop. What was written stays, and writing
    ///   again changes nothing. Once one document has its outcome, a failure is the outcome of those that have none.
    public func create(_ documents: [BulkDocument]) async throws(ClusterError) -> [BulkOutcome] {
        var outcomes: [BulkOutcome] = []
        outcomes.reserveCapacity(documents.count)
        var start = 0
        while start < documents.count {
            var (end, bytes) = (start, 0)
            repeat {
                bytes += documents[end].source.count + documents[end].id.utf8.count + 32
                end += 1
            } while end < documents.count && bytes < requestBytes
            do throws(ClusterError) {
                outcomes += try await create(batch: Array(documents[start..<end]))
            } catch {
                guard start > 0, !Self.endsAll(error) else { throw error }
                return outcomes + documents[start...].map { _ in .unavailable(reason: error.sentence) }
            }
            start = end
        }
        return outcomes
    }

    /// One request's documents, until each has its outcome.
    private func create(batch: [BulkDocument]) async throws(ClusterError) -> [BulkOutcome] {
        var outcomes = [BulkOutcome?](repeating: nil, count: batch.count)
        var open = Array(batch.indices)
        var why = [String](repeating: "", count: batch.count)
        let retry = client.configuration.retry
        for attempt in 1...max(1, retry.attempts) {
            if attempt > 1 {
                let seconds = retry.pauseSeconds(after: attempt - 1, fraction: Double.random(in: 0...1))
                do {
                    try await client.configuration.pause(.seconds(seconds))
                } catch {
                    throw ClusterError(.cancelled, "stopped while waiting to write again")
                }
            }
            let answer: Answer
            do throws(ClusterError) {
                answer = try await send(open.map { batch[$0] })
            } catch {
                guard outcomes.contains(where: { $0 != nil }), !Self.endsAll(error) else { throw error }
                for place in open { why[place] = error.sentence }
                break
            }
            switch answer {
            case .tooLarge where open.count == 1:
                outcomes[open[0]] = .refused(
                    status: 413, type: "too_large", reason: "the document is larger than the cluster takes")
            case .tooLarge:
                let half = open.count / 2
                for part in [open[..<half], open[half...]] {
                    for (place, outcome) in zip(part, try await create(batch: part.map { batch[$0] })) {
                        outcomes[place] = outcome
                    }
                }
            case .reply(let reply):
                for place in open {
                    switch reply.items[batch[place].id] {
                    case .final(let outcome): outcomes[place] = outcome
                    case .tryAgain(let reason): why[place] = reason
                    case nil: why[place] = "the cluster's reply did not name the document"
                    }
                }
            }
            open.removeAll { outcomes[$0] != nil }
            if open.isEmpty { break }
        }
        return zip(outcomes, why).map { $0 ?? .unavailable(reason: $1) }
    }

    /// Whether a failure is none of the cluster's, so that no document has it as its outcome.
    private static func endsAll(_ error: ClusterError) -> Bool {
        error.code == .cancelled || error.code == .leaseLost
    }

    private enum Answer {
        case reply(BulkReply)
        case tooLarge
    }

    private func send(_ documents: [BulkDocument]) async throws(ClusterError) -> Answer {
        var writer = JSONWriter(capacity: documents.reduce(0) { $0 + $1.source.count + 128 })
        for document in documents {
            writer.append(["create": ["_id": .string(document.id)]])
            writer.append(byte: UInt8(ascii: "\n"))
            writer.append(raw: document.source)
            writer.append(byte: UInt8(ascii: "\n"))
        }
        try await beforeEach?()
        let response = try await client.send(
            ClusterCall(
                .post, [index, "_bulk"], body: writer.bytes, contentType: "application/x-ndjson",
                to: "writing to \(index)"))
        if response.status == 413 { return .tooLarge }
        guard response.status == 200, let reply = BulkReply(body: response.body, hiding: client.redaction) else {
            throw .unexpected(response, to: "writing to \(index)")
        }
        return .reply(reply)
    }
}
