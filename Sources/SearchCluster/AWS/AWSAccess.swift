public import HTTPTransport

/// Who signs requests to Amazon OpenSearch, and for which service in which region.
public struct AWSAccess: Sendable {
    /// Amazon's two services with an API that this program knows; the raw value is the name in signatures.
    public enum Service: String, Sendable, CaseIterable {
        /// Domains of Amazon OpenSearch Service.
        case domains = "es"
        /// Collections of Amazon OpenSearch Serverless.
        case serverless = "aoss"
    }

    /// The service.
    public var service: Service
    /// Its region, such as `eu-central-1`.
    public var region: String
    /// The name of the key; it travels in every request and is no secret.
    public var keyID: String
    /// The key that signs; it never travels.
    public var secretKey: Secret
    /// Proves that a temporary key is valid; `nil` for a permanent one.
    public var sessionToken: Secret?

    /// Access to a service.
    public init(service: Service, region: String, keyID: String, secretKey: Secret, sessionToken: Secret? = nil) {
        self.service = service
        self.region = region
        self.keyID = keyID
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }

    /// A request's target as it is to be sent, and the headers that sign it.
    struct Signed: Sendable {
        let target: String
        let headers: [HTTPHeader]
    }

    /// Signs a request; the body is signed as it is sent, which is never compressed.
    ///
    /// - Parameters:
    ///   - host: what the `Host` header says, with a port that is not the scheme's own.
    ///   - target: path and query, escaped in whichever way.
    ///   - seconds: the time in seconds since 1970; a signature is good for some minutes.
    func signed(
        _ method: HTTPRequest.Method, host: String, target: String, body: [UInt8]?, atSeconds seconds: Int64
    ) -> Signed {
        let target = AWSTarget(target)
        let hash = AWSSignature.hexadecimal(AWSSignature.hash(of: body ?? []))
        let time = AWSTime(seconds: seconds)
        // Serverless asks for the body's hash in a header, and domains take it.
        var headers = [
            HTTPHeader("Host", host), HTTPHeader("X-Amz-Content-Sha256", hash), HTTPHeader("X-Amz-Date", time.text),
        ]
        if let sessionToken { headers.append(HTTPHeader("X-Amz-Security-Token", sessionToken.reveal())) }
        let signature = AWSSignature(
            method: method.rawValue.uppercased(), target: target, headers: headers, bodyHash: hash, time: time,
            scope: (region, service.rawValue), keyID: keyID, secretKey: secretKey)
        headers.append(HTTPHeader("Authorization", signature.authorization))
        return Signed(target: target.text, headers: headers)
    }
}

/// A moment as signatures write it.
struct AWSTime: Sendable {
    /// Such as `20150830T123600Z`.
    let text: String
    /// Such as `20150830`.
    var day: String { String(text.prefix(8)) }
}
