import CCurl

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One request on its way: an easy handle with the buffers that libcurl reads from and fills.
///
/// It lives on the loop's thread alone, and must be out of the multi handle before it goes.
final class Transfer {
    let order: TransferOrder
    /// The easy handle.
    let easy: UnsafeMutableRawPointer
    private let maxResponseBytes: Int
    private let explanation: UnsafeMutablePointer<CChar>
    private var fields: UnsafeMutablePointer<curl_slist>?
    private var uploaded = 0
    private var headers: [HTTPHeader] = []
    private var headerBytes = 0
    private var headersHaveEnded = false
    private var body: [UInt8] = []
    private var inflater: Inflater?
    private var hasBegun = false
    private var refusal: Refusal?

    /// Why the transfer takes no more of an answer.
    private enum Refusal { case headersTooLarge, bodyTooLarge, badEncoding, noMemory }

    /// More than any engine or proxy sends; libcurl's own limits differ between versions.
    private static let maxHeaderBytes = 256 << 10

    /// Prepares a request.
    ///
    /// - Throws: `.unusable` when libcurl does not take it.
    init(
        _ order: TransferOrder, _ configuration: HTTPConfiguration, verifying verification: PeerVerification?
    ) throws(HTTPError) {
        guard let easy = curl_easy_init() else {
            throw HTTPError.unusable("libcurl could not make a handle; memory may be short", host: order.endpoint.name)
        }
        self.order = order
        self.easy = easy
        maxResponseBytes = configuration.maxResponseBytes
        explanation = .allocate(capacity: Int(CURL_ERROR_SIZE))
        explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        var setup = TransferSetup(easy: easy, endpoint: order.endpoint)
        setup.apply(configuration, verifying: verification)
        fields = setup.apply(order.request, compression: configuration.compression)
        setup.receive(
            into: Unmanaged.passUnretained(self).toOpaque(), explaining: explanation,
            TransferSetup.Receivers(
                write: { bytes, size, count, context in
                    Transfer.of(context).write(UnsafeRawBufferPointer(start: bytes, count: size * count))
                },
                header: { bytes, size, count, context in
                    Transfer.of(context).header(UnsafeRawBufferPointer(start: bytes, count: size * count))
                },
                read: { buffer, size, count, context in
                    Transfer.of(context).read(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
                },
                seek: { context, offset, origin in Transfer.of(context).seek(to: offset, from: origin) }))
        if let failure = setup.failure { throw failure }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        explanation.deallocate()
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
        // libcurl hands back what it was given in `init`; without it there is nothing to go on with.
        guard let context else { preconditionFailure("libcurl lost the context of a transfer") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Whether some of the request has been sent.
    var hasReachedServer: Bool {
        var bytes = 0
        return ccurl_get_long(easy, CURLINFO_REQUEST_SIZE, &bytes) == CURLE_OK && bytes > 0
    }

    /// The answer, or why there is none; once, after libcurl is done.
    func result(_ code: CURLcode, connectTimeoutSeconds: Double) -> Result<HTTPResponse, HTTPError> {
        if let refusal { return .failure(error(for: refusal)) }
        var status = 0
        ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        // libcurl calls it a success when the connection ends among the headers, and knows nothing of what is packed.
        let isWhole = headersHaveEnded && (inflater?.isComplete ?? true)
        let code = code == CURLE_OK && !isWhole ? CURLE_PARTIAL_FILE : code
        guard code == CURLE_OK else {
            var (systemError, objection) = (0, 0)
            ccurl_get_long(easy, CURLINFO_OS_ERRNO, &systemError)
            ccurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT, &objection)
            let circumstances = HTTPError.Circumstances(
                endpoint: order.endpoint, explanation: String(cString: explanation), systemError: Int32(systemError),
                objection: objection, hasReachedServer: hasReachedServer, connectTimeoutSeconds: connectTimeoutSeconds)
            return .failure(HTTPError(code, circumstances))
        }
        var (microseconds, wireBytes): (curl_off_t, curl_off_t) = (0, 0)
        ccurl_get_offset(easy, CURLINFO_TOTAL_TIME_T, &microseconds)
        ccurl_get_offset(easy, CURLINFO_SIZE_DOWNLOAD_T, &wireBytes)
        let response = HTTPResponse(
            status: status, headers: headers, body: body, elapsedSeconds: Double(microseconds) / 1e6,
            wireBytes: Int(wireBytes))
        body = []
        return .success(response)
    }

    private func error(for refusal: Refusal) -> HTTPError {
        let host = order.endpoint.name
        let (code, message): (HTTPError.Code, String) =
            switch refusal {
            case .headersTooLarge: (.tooLarge, "the headers that \(host) sends have no end")
            case .bodyTooLarge:
                (.tooLarge, "the answer of \(host) is larger than the \(maxResponseBytes) bytes that are allowed")
            case .badEncoding: (.badEncoding, "the answer of \(host) is compressed in a way that cannot be undone")
            case .noMemory: (.unusable, "there is not enough memory to unpack the answer of \(host)")
            }
        return HTTPError(code: code, host: host, message: message, mayHaveReachedServer: true)
    }
}

/// What libcurl calls, all on the loop's thread.
extension Transfer {
    private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        if !hasBegun { begin() }
        guard refusal == nil else { return 0 }
        if inflater != nil {
            switch inflater?.unpack(bytes, into: &body, limit: maxResponseBytes) {
            case .tooLarge: refusal = .bodyTooLarge
            case .broken: refusal = .badEncoding
            case .taken, nil: break
            }
        } else if bytes.count <= maxResponseBytes - body.count {
            body.append(contentsOf: bytes)
        } else {
            refusal = .bodyTooLarge
        }
        return refusal == nil ? bytes.count : 0
    }

    /// Finds out how the body is packed, and makes room for one that is not.
    private func begin() {
        hasBegun = true
        let encodings = headers.filter { $0.isNamed("content-encoding") }.map { $0.value.lowercased() }
        switch encodings {
        case [], ["identity"], [""]: reserve()
        case ["gzip"], ["x-gzip"], ["deflate"]:
            inflater = Inflater()
            if inflater == nil { refusal = .noMemory }
        default: refusal = .badEncoding
        }
    }

    /// Makes room for what is announced, and a little more: those who parse it want readable bytes behind it.
    private func reserve() {
        var announced: curl_off_t = -1
        ccurl_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced)
        if announced > curl_off_t(maxResponseBytes) { refusal = .bodyTooLarge }
        guard announced > 0, announced <= 64 << 20, refusal == nil else { return }
        body.reserveCapacity(Int(announced) + 128)
    }

    private func header(_ line: UnsafeRawBufferPointer) -> Int {
        headerBytes += line.count
        guard headerBytes <= Self.maxHeaderBytes else {
            refusal = .headersTooLarge
            return 0
        }
        if line.starts(with: "HTTP/".utf8) {
            // An interim answer came before this one.
            headers.removeAll()
            headersHaveEnded = false
            return line.count
        }
        if line.count <= 2, line.last == 0x0A { headersHaveEnded = true }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return line.count }
        let name = String(decoding: UnsafeRawBufferPointer(rebasing: line[..<colon]), as: UTF8.self)
        var value = line[(colon + 1)...]
        while let first = value.first, first <= 0x20 { value = value.dropFirst() }
        while let last = value.last, last <= 0x20 { value = value.dropLast() }
        headers.append(HTTPHeader(name, String(decoding: UnsafeRawBufferPointer(rebasing: value), as: UTF8.self)))
        return line.count
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let source = order.request.body else { return 0 }
        let count = min(buffer.count, source.count - uploaded)
        source.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[uploaded..<uploaded + count]))
        }
        uploaded += count
        return count
    }

    /// A kept connection may turn out to be closed when it is used again; then the body is sent once more.
    private func seek(to offset: curl_off_t, from origin: Int32) -> Int32 {
        guard origin == SEEK_SET, let count = order.request.body?.count, (0...curl_off_t(count)).contains(offset) else {
            return CURL_SEEKFUNC_FAIL
        }
        uploaded = Int(offset)
        return CURL_SEEKFUNC_OK
    }
}
