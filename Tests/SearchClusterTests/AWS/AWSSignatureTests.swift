import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

@Suite("Amazon's signatures")
struct AWSSignatureTests {
    private static let keyID = "AKIDEXAMPLE"
    private static let secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    /// 2015-08-30T12:36:00Z.
    private static let seconds: Int64 = 1_440_938_160
    private static let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    /// One of Amazon's published examples.
    struct Example: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var method = "GET"
        var target: String
        var headers: [(String, String)] = []
        var body = ""
        var signature: String

        init(
            _ name: String, _ target: String, method: String = "GET", headers: [(String, String)] = [],
            body: String = "", _ signature: String
        ) {
            testDescription = name
            (self.method, self.target, self.headers) = (method, target, headers)
            (self.body, self.signature) = (body, signature)
        }
    }

    /// Requests and signatures of Amazon's test suite for this version of signatures.
    static let examples = [
        Example("get-vanilla", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Example(
            "get-vanilla-query-order-key-case", "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Example(
            "get-vanilla-query-order-encoded", "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
        Example(
            "get-vanilla-query-unreserved", "/?\(unreserved)=\(unreserved)",
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        Example(
            "get-vanilla-utf8-query", "/?ሴ=bar", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        Example(
            "get-unreserved", "/\(unreserved)", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        Example(
            "get-relative-relative", "/example1/example2/../..",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Example(
            "get-slash-dot-slash", "/./", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Example("get-slashes", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        Example(
            "get-slash-pointless-dot", "/./example",
            "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
        Example(
            "get-vanilla-with-session-token", "/",
            headers: [("X-Amz-Security-Token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")],
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
        Example(
            "get-header-key-duplicate", "/",
            headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        Example(
            "get-header-value-order", "/",
            headers: [
                ("My-Header1", "value4"), ("My-Header1", "value1"), ("My-Header1", "value3"), ("My-Header1", "value2"),
            ],
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
        Example(
            "get-header-value-trim", "/", headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Example(
            "post-vanilla", "/", method: "POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Example(
            "post-vanilla-query", "/?Param1=value1", method: "POST",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
        Example(
            "post-header-value-case", "/", method: "POST", headers: [("My-Header1", "VALUE1")],
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
        Example(
            "post-x-www-form-urlencoded", "/", method: "POST",
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13"),
                ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
            ], body: "Param1=value1", "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"),
    ]

    @Test("Amazon's examples get the signatures that Amazon has published", arguments: examples)
    func published(_ example: Example) {
        let time = AWSTime(seconds: Self.seconds)
        let headers =
            [HTTPHeader("Host", "example.amazonaws.com"), HTTPHeader("X-Amz-Date", time.text)]
            + example.headers.map { HTTPHeader($0.0, $0.1) }
        let signature = AWSSignature(
            method: example.method, target: AWSTarget(example.target), headers: headers,
            bodyHash: AWSSignature.hexadecimal(AWSSignature.hash(of: Array(example.body.utf8))), time: time,
            scope: ("us-east-1", "service"), keyID: Self.keyID, secretKey: Secret(Self.secretKey))
        #expect(signature.authorization.hasSuffix("Signature=\(example.signature)"), "\(signature.canonicalRequest)")
        #expect(
            signature.authorization.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="))
    }

    /// Signatures that Amazon's own library for Python gives these requests in the form in which they are sent.
    @Test(
        "Patterns of indices, bare and repeated parameters are sent in the form that is signed",
        arguments: [
            (
                "es", "POST", "/logs-*,metrics/_search?request_cache=false&v&allow_no_indices=true", #"{"size":0}"#,
                nil,
                "/logs-%2A%2Cmetrics/_search?allow_no_indices=true&request_cache=false&v=",
                "aae28e338ef1d573c0ba39c20b84c70cf7f1394a5ed2f42829d2397b9c19f6e4"
            ),
            (
                "es", "GET", "/remote:logs-*/_field_caps?fields=*,host.name", nil, nil,
                "/remote%3Alogs-%2A/_field_caps?fields=%2A%2Chost.name",
                "efe2a39f90b41ecaa4d3f2b31103d07113f30fd5d9eb50de868c3fbe16566665"
            ),
            (
                "es", "GET", "/a%2Fb%25%3f%C3%BC/_doc/x%20y?q=a%26b%3Dc%20d&r=%2B&q=*&Q=z", nil, "TOKEN/+=",
                "/a%2Fb%25%3F%C3%BC/_doc/x%20y?Q=z&q=%2A&q=a%26b%3Dc%20d&r=%2B",
                "b02fb541ba743807207ad1b5c56a0b6be004ec595bbeab1b03794afd09796ef6"
            ),
            (
                "aoss", "POST", "/base/logs-*,metrics/_search?v&b=2&a=1&a=0", "{}", "t",
                "/base/logs-%2A%2Cmetrics/_search?a=0&a=1&b=2&v=",
                "9a0be2755190038061126cf70e00d4a5c6b5b939aa2098c54e848a7b6e75d23a"
            ),
        ] as [(String, String, String, String?, String?, String, String)])
    func patterns(
        _ service: String, _ method: String, _ target: String, _ body: String?, _ token: String?, _ sent: String,
        _ expected: String
    ) throws {
        let access = AWSAccess(
            service: try #require(AWSAccess.Service(rawValue: service)), region: "us-east-1", keyID: Self.keyID,
            secretKey: Secret(Self.secretKey), sessionToken: token.map(Secret.init))
        let host =
            service == "es" ? "search-d.us-east-1.es.amazonaws.com" : "abc.us-east-1.aoss.amazonaws.com:8443"
        let signed = access.signed(
            method == "GET" ? .get : .post, host: host, target: target, body: body.map { Array($0.utf8) },
            atSeconds: Self.seconds)
        #expect(signed.target == sent)
        let authorization = signed.headers.first { $0.name == "Authorization" }?.value
        #expect(authorization?.hasSuffix("Signature=\(expected)") == true, "\(authorization ?? "")")
        #expect(signed.headers.first { $0.name == "X-Amz-Security-Token" }?.value == token)
        #expect(signed.headers.contains { $0.name == "X-Amz-Content-Sha256" })
    }

    @Test("A path that is escaped already means the same as one that is not", arguments: ["%2a", "*", "%2A"])
    func escapes(_ star: String) {
        #expect(AWSTarget("/logs-\(star)").text == "/logs-%2A")
        #expect(AWSTarget("/a?b=\(star)%").text == "/a?b=%2A%25")
        #expect(AWSTarget("").text == "/")
        #expect(AWSTarget("?&&a&=b").text == "/?=b&a=")
    }
}
