internal import CCrypto
import Foundation
internal import HTTPTransport

/// Amazon's Signature Version 4 of one request.
struct AWSSignature: Sendable {
    /// What is signed of the request, in the one form that both sides write it in.
    let canonicalRequest: String
    /// That, as a hash, with the time and what the signature is for.
    let stringToSign: String
    /// The value of the `Authorization` header.
    let authorization: String

    /// Signs.
    ///
    /// - Parameters:
    ///   - headers: all that are signed, `Host` among them.
    ///   - bodyHash: the body's SHA-256, 64 hexadecimal digits.
    ///   - scope: the region, and the service's name in signatures.
    init(
        method: String, target: AWSTarget, headers: [HTTPHeader], bodyHash: String, time: AWSTime,
        scope: (region: String, service: String), keyID: String, secretKey: Secret
    ) {
        let (lines, names) = Self.canonical(headers)
        canonicalRequest = [method, target.signedPath, target.query, lines, names, bodyHash].joined(separator: "\n")
        let credentialScope = "\(time.day)/\(scope.region)/\(scope.service)/aws4_request"
        stringToSign = [
            "AWS4-HMAC-SHA256", time.text, credentialScope,
            Self.hexadecimal(Self.hash(of: Array(canonicalRequest.utf8))),
        ].joined(separator: "\n")
        var key = Array("AWS4\(secretKey.reveal())".utf8)
        for part in [time.day, scope.region, scope.service, "aws4_request", stringToSign] {
            key = Self.code(of: Array(part.utf8), key: key)
        }
        authorization =
            "AWS4-HMAC-SHA256 Credential=\(keyID)/\(credentialScope), SignedHeaders=\(names), "
            + "Signature=\(Self.hexadecimal(key))"
    }

    /// One line for each name, in order, and the list of the names.
    private static func canonical(_ headers: [HTTPHeader]) -> (lines: String, names: String) {
        var values: [String: [String]] = [:]
        for header in headers {
            let words = header.value.split(separator: " ").joined(separator: " ")
            values[header.name.lowercased(), default: []].append(words)
        }
        let names = values.keys.sorted()
        let lines = names.map { "\($0):\((values[$0] ?? []).joined(separator: ","))\n" }.joined()
        return (lines, names.joined(separator: ";"))
    }

    /// The SHA-256 of bytes.
    static func hash(of bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &hash)
        return hash
    }

    private static func code(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, nil)
        return code
    }

    /// Two lower-case digits for each byte.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension AWSTime {
    /// The moment that many seconds after 1970 began.
    init(seconds: Int64) {
        let written = Date(timeIntervalSince1970: Double(seconds)).formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
        text = written.filter { $0 != "-" && $0 != ":" }
    }
}
