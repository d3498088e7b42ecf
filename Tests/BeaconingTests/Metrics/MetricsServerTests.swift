import Foundation
import Testing

@testable import beaconing

@Suite("Whoever asks for the figures gets them whole, and nobody gets anything else")
struct MetricsServerTests {
    private func answer(_ request: String) -> [Substring] {
        String(decoding: MetricsServer.answer(to: Array(request.utf8), metrics: "a 1\n"), as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
    }

    @Test("GET /metrics, also with a query")
    func get() {
        for target in ["/metrics", "/metrics?x=1"] {
            let lines = answer("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(lines.first == "HTTP/1.1 200 OK" && lines.last == "a 1\n")
            #expect(lines.contains("Content-Length: 4"))
        }
    }

    @Test(
        "Everything else is refused",
        arguments: [
            ("GET / HTTP/1.1", "404"), ("GET /metrics/../x HTTP/1.1", "404"), ("POST /metrics HTTP/1.1", "405"),
            ("", "405"), ("\u{0}\u{FF}", "405"), ("GET", "404"),
        ])
    func other(_ line: String, _ status: String) {
        #expect(answer(line + "\r\n\r\n").first?.contains(status) == true)
        #expect(!answer(line + "\r\n\r\n").contains("a 1\n"))
    }

    @Test("HEAD has the length and no body")
    func head() {
        let lines = answer("HEAD /metrics HTTP/1.1\r\n\r\n")
        #expect(lines.contains("Content-Length: 4") && lines.last == "")
    }

    @Test("An address that is none, and one that is taken, are told before anything is done")
    func addresses() throws {
        for address in ["", "x", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999"] {
            #expect(throws: Failure.self, "\(address)") { try MetricsServer(address) }
        }
        // An address that is no machine's of ours (RFC 5737).
        #expect(throws: Failure.self) { try MetricsServer("192.0.2.1:9464") }
    }
}
