public import HTTPTransport
import Synchronization

/// Sends requests to a cluster: chooses a node, proves who asks, tries again when that may help.
public final class ClusterClient: Sendable {
    /// How the cluster is reached.
    public let configuration: ClusterConfiguration
    private let http: HTTPClient
    private let nodes: [ClusterAddress]
    let redaction: Redaction
    private let gate: LoadGate
    private let state: Mutex<State>

    private struct State {
        var pool: NodePool
        var traffic = ClusterTraffic()
    }

    /// A client of one cluster.
    ///
    /// - Throws: `.configuration` for an address that cannot be used, or credentials that would cross a network in the clear.
    public init(configuration: ClusterConfiguration) throws(ClusterError) {
        self.configuration = configuration
        nodes = try configuration.addresses()
        redaction = Redaction(configuration)
        gate = LoadGate(configuration.load)
        state = Mutex(State(pool: NodePool(count: nodes.count)))
        do {
            http = try HTTPClient(configuration: configuration.transport)
        } catch {
            throw ClusterError(.configuration, error.message)
        }
    }

    /// What has gone over the wire so far.
    public var traffic: ClusterTraffic { state.withLock { $0.traffic } }

    /// Ends the connections; requests in flight end as cancelled.
    public func shutdown() {
        http.shutdown()
    }

    /// Sends a request, again if need be, and returns the first answer that is final.
    ///
    /// - Returns: an answer with any status but 401, 403 and those that ask to come back later.
    /// - Throws: `.unreachable`, `.untrusted`, `.unauthenticated`, `.forbidden`, `.malformed`, `.configuration`, `.cancelled`.
    public func send(_ call: ClusterCall) async throws(ClusterError) -> HTTPResponse {
        try await sendAllowed(call, attempts: configuration.retry.attempts)
    }

    /// Sends a request a number of times at the most.
    func sendAllowed(_ call: ClusterCall, attempts: Int) async throws(ClusterError) -> HTTPResponse {
        let response = try await send(call, attempts: attempts)
        if response.status == 403 { throw forbidden(response, call) }
        return response
    }

    /// Sends a request a number of times at the most; unlike ``send(_:)`` it returns a 403 as the answer it is.
    func send(_ call: ClusterCall, attempts: Int) async throws(ClusterError) -> HTTPResponse {
        let policy = configuration.retry
        var attempt = 1
        while true {
            let later: ClusterError
            let asked: Double?
            switch await attemptWhenAllowed(call) {
            case .answer(let response): return response
            case .failed(let error): throw error
            case .comeBackLater(let error, let seconds): (later, asked) = (error, seconds)
            }
            guard attempt < attempts else {
                let times = attempt == 1 ? "" : ", after \(attempt) attempts"
                throw ClusterError(later.code, later.sentence + times, cure: later.cure, type: later.type)
            }
            state.withLock { $0.traffic.retries += 1 }
            let seconds = policy.pauseSeconds(
                after: attempt, fraction: Double.random(in: 0...1), serverAskedSeconds: asked)
            configuration.willRetry?(later, attempt, seconds)
            do {
                try await configuration.pause(.seconds(seconds))
            } catch {
                throw ClusterError(.cancelled, "stopped while waiting to try again")
            }
            attempt += 1
        }
    }

    private enum Attempt {
        case answer(HTTPResponse)
        case failed(ClusterError)
        case comeBackLater(ClusterError, afterSeconds: Double?)
    }

    /// Waits its turn where the call is work.
    private func attemptWhenAllowed(_ call: ClusterCall) async -> Attempt {
        guard call.isWork else { return await attemptOnce(call) }
        let attempt = await gate.run(pause: configuration.pause) { await attemptOnce(call) }
        return attempt ?? .failed(ClusterError(.cancelled, "stopped while waiting for \(configuration.peer.name)"))
    }

    private func attemptOnce(_ call: ClusterCall) async -> Attempt {
        var response: HTTPResponse
        let began = configuration.moment()
        let node = state.withLock { $0.pool.choose(at: began) }
        do {
            response = try await http.send(request(for: call, to: nodes[node]))
        } catch {
            let explained = explain(error)
            guard explained.code == .unreachable else { return .failed(explained) }
            state.withLock { $0.pool.failed(node, began: began, at: configuration.moment()) }
            return .comeBackLater(explained, afterSeconds: nil)
        }
        state.withLock { state in
            state.traffic.count(response, sent: call.body?.count ?? 0)
            switch response.status {
            case 408, 429: state.pool.leave(node)
            // A node that starts or stops, or a proxy before one that is gone.
            case 502, 503, 504: state.pool.failed(node, began: began, at: configuration.moment())
            default: state.pool.answered(node)
            }
        }
        configuration.observe?(ClusterExchange(call, response))
        // What is refused may be repeated, headers and all; data is left as it is.
        let said = response.body
        if response.status >= 300 {
            response.body = redaction.redacted(said)
            for place in response.headers.indices {
                response.headers[place].value = redaction.redacted(response.headers[place].value)
            }
        }
        // A server of dashboards serves pages, and its own client says which it should not have been.
        if response.status < 300, configuration.peer == .cluster, let type = response.header("content-type"),
            type.lowercased().hasPrefix("text/html")
        {
            return .failed(
                ClusterError(
                    .malformed, "what answers for \(configuration.peer.name) is a web page",
                    cure: "see whether a proxy or a page to sign in stands before it"))
        }
        switch response.status {
        case 401: return .failed(unauthenticated)
        case 403:
            if let refused = refusedSignature(said, shown: response.body) { return .failed(refused) }
            return .answer(response)
        default:
            guard let later = comeBackLater(response, call) else { return .answer(response) }
            return .comeBackLater(later, afterSeconds: response.header("retry-after").flatMap(Double.init))
        }
    }

    private func request(for call: ClusterCall, to node: ClusterAddress) -> HTTPRequest {
        var headers = [HTTPHeader("Accept", "application/json")] + configuration.headers
        if let runID = Self.runID { headers.append(HTTPHeader("X-Opaque-Id", runID)) }
        if call.body != nil { headers.append(HTTPHeader("Content-Type", call.contentType)) }
        var url = node.base + call.target
        if case .aws(let access) = configuration.credentials {
            let signed = access.signed(
                call.method, host: node.host, target: node.path + call.target, body: call.body,
                atSeconds: configuration.clockSeconds())
            headers += signed.headers
            url = node.origin + signed.target
        } else if let authorization = configuration.credentials.authorization {
            headers.append(HTTPHeader("Authorization", authorization))
        }
        return HTTPRequest(method: call.method, url: url, headers: headers, body: call.body)
    }

    /// Why Amazon's front end takes no request with our signature; `nil` when the answer is about something else.
    ///
    /// - Parameters:
    ///   - said: the answer's body.
    ///   - shown: what of it may be repeated.
    private func refusedSignature(_ said: [UInt8], shown: [UInt8]) -> ClusterError? {
        guard case .aws = configuration.credentials, let reason = ErrorAnswer(body: said).reason else { return nil }
        return AWSRefusal(reason)?.error(
            from: configuration.peer, reason: ErrorAnswer(body: shown).reason ?? "HTTP 403")
    }

    /// The failure that an answer means when trying again may help.
    ///
    /// Too many buckets never get fewer by waiting, and too many views not before their keep-alive is over.
    private func comeBackLater(_ response: HTTPResponse, _ call: ClusterCall) -> ClusterError? {
        guard [408, 429, 502, 503, 504].contains(response.status) else { return nil }
        let answer = ErrorAnswer(body: response.body)
        if answer.hasTooManyBuckets || answer.hasTooManyViews { return nil }
        if answer.hasTrippedBreaker, call.canAskForLess { return nil }
        let reason = answer.reason.map { " (\($0))" } ?? ""
        return ClusterError(
            .unreachable, "\(configuration.peer.name) is not able to answer: HTTP \(response.status)\(reason)",
            type: answer.type)
    }

    private func forbidden(_ response: HTTPResponse, _ call: ClusterCall) -> ClusterError {
        let reason = ErrorAnswer(body: response.body).reason ?? "HTTP 403"
        return ClusterError(.forbidden, "\(configuration.peer.name) does not allow \(call.purpose): \(reason)")
    }

    private var unauthenticated: ClusterError {
        let peer = configuration.peer
        return switch configuration.credentials {
        case .none:
            ClusterError(
                .unauthenticated, "\(peer.name) asks who is there and no credentials were given",
                cure: "set \(peer.keyVariable), or \(peer.userVariables)")
        case .basic(let user, _):
            ClusterError(.unauthenticated, "\(peer.name) does not accept the password of user \(user)")
        case .apiKey:
            ClusterError(.unauthenticated, "\(peer.name) does not accept the API key")
        case .aws:
            ClusterError(
                .unauthenticated, "\(peer.name) does not accept signed requests",
                cure: "see whether it is a domain or a collection of Amazon's, and which of the two --aws names")
        case .bearer:
            ClusterError(
                .unauthenticated, "\(peer.name) does not accept the bearer token", cure: "see whether it has expired")
        }
    }

    private func explain(_ error: HTTPError) -> ClusterError {
        let isPlain = nodes.contains { $0.base.lowercased().hasPrefix("http:") }
        let otherScheme = isPlain ? "if TLS is spoken there, write https://" : nil
        return switch error.code {
        case .cancelled: ClusterError(.cancelled, "stopped while waiting for \(configuration.peer.name)")
        case .certificate:
            ClusterError(
                .untrusted, error.message,
                cure: "give the certificate authority that signed it with \(configuration.peer.caSettings)")
        case .fingerprint:
            ClusterError(
                .untrusted, error.message,
                cure:
                    "compare it with what the cluster printed; where the server does not send its authority, give that "
                    + "with \(configuration.peer.caSettings)")
        case .clientCertificate:
            ClusterError(
                .untrusted, error.message, cure: "give one with --client-cert-file or BEACONING_CLIENT_CERT_FILE")
        case .tls:
            ClusterError(
                .untrusted, error.message,
                cure: "see whether TLS is spoken there at all, from version 1.2 on; if not, write http://")
        case .connectionLost: ClusterError(.unreachable, error.message, cure: otherScheme)
        case .unusable: ClusterError(.configuration, error.message, cure: otherScheme)
        case .tooLarge, .badEncoding: ClusterError(.malformed, error.message)
        default: ClusterError(.unreachable, error.message)
        }
    }
}
