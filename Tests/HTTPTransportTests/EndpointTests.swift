import Testing

@testable import HTTPTransport

@Suite("Endpoints")
struct EndpointTests {
    @Test(
        "Host and port are read as libcurl reads them",
        arguments: [
            ("http://es.example.org/a", "es.example.org:80"), ("HTTPS://es.example.org", "es.example.org:443"),
            ("https://user:secret@es.example.org:9200/?q", "es.example.org:9200"), ("http://[::1]:9200", "[::1]:9200"),
        ])
    func name(url: String, name: String) throws {
        #expect(try Endpoint(url: url).name == name)
    }

    @Test(
        "Only this machine counts as this machine",
        arguments: [
            ("localhost", true), ("LOCALHOST", true), ("es.localhost", true), ("127.0.0.1", true), ("127.9.9.9", true),
            ("[::1]", true), ("127.example.org", false), ("localhost.example.org", false), ("128.0.0.1", false),
            ("notlocalhost", false), ("[::2]", false),
        ])
    func loopback(host: String, expected: Bool) throws {
        #expect(try Endpoint(url: "http://\(host)/").isLoopback == expected)
    }
}
