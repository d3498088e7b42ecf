import HTTPTransport
import Testing

@testable import SearchCluster

@Suite("Cluster addresses")
struct ClusterAddressTests {
    private func refusal(_ text: String, carriesCredentials: Bool = false) -> ClusterError? {
        do throws(ClusterError) {
            _ = try ClusterAddress(text, carriesCredentials: carriesCredentials)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Addresses are taken as people write them",
        arguments: [
            ("localhost:9200", "http://localhost:9200"), (" https://es.example.org/ ", "https://es.example.org"),
            ("https://es.example.org:9243/path//", "https://es.example.org:9243/path"),
            ("http://[::1]:9200", "http://[::1]:9200"), ("es", "http://es"),
        ])
    func base(text: String, base: String) throws {
        #expect(try ClusterAddress(text, carriesCredentials: false).base == base)
    }

    @Test(
        "What is no address of a cluster is refused",
        arguments: [
            "", " ", "http://", "https:///a", "ftp://es.example.org", "file:///etc/passwd",
            "https://es.example.org?a=b",
            "https://es.example.org#a", "://a",
        ])
    func malformed(text: String) {
        #expect(refusal(text)?.code == .configuration)
    }

    @Test(
        "A user or password in the address is refused and not repeated",
        arguments: [
            "https://elastic:hunter2@es.example.org", "elastic:hunter2@es.example.org",
            "https://hunter2@es.example.org",
            "ftp://elastic:hunter2@es.example.org", "https://elastic:hunter2@es.example.org?a=b",
            "https://elastic:hunt@hunter2@es.example.org", "https://es.example.org?key=hunter2",
            "https://es.example.org#hunter2",
        ])
    func secrets(text: String) {
        let error = refusal(text)
        #expect(error?.code == .configuration)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(
        "Credentials over plain http go to this machine alone",
        arguments: [
            ("http://localhost:9200", true), ("LOCALHOST:9200", true), ("http://127.0.0.1:9200", true),
            ("http://127.1.2.3", true), ("http://[::1]:9200", true), ("https://es.example.org", true),
            ("http://es.example.org", false), ("http://127.example.org", false),
            ("http://127.0.0.1.example.org", false),
            ("http://localhost.example.org", false), ("http://10.0.0.1", false), ("es.example.org:9200", false),
        ])
    func plainText(text: String, allowed: Bool) {
        #expect(refusal(text, carriesCredentials: true)?.code == (allowed ? nil : .configuration))
        #expect(refusal(text, carriesCredentials: false) == nil)
    }

    @Test("Credentials go over plain http to another machine where that is allowed, which can be told")
    func allowed() throws {
        var configuration = ClusterConfiguration(
            urls: ["http://es.example.org:9200", "http://localhost", "https://es.example.org"],
            credentials: .bearer(Secret("hunter2")))
        #expect(#expect(throws: ClusterError.self) { try configuration.checkAddresses() }?.code == .configuration)
        configuration.allowsPlainHTTP = true
        #expect(throws: Never.self) { try ClusterClient(configuration: configuration) }
        #expect(try configuration.exposedHosts() == ["es.example.org:9200"])
        configuration.credentials = .none
        #expect(try configuration.exposedHosts().isEmpty)
    }

    @Test("A client without an address says how to give one")
    func none() {
        do throws(ClusterError) {
            _ = try ClusterClient(configuration: ClusterConfiguration(urls: []))
            Issue.record("there is nothing to talk to")
        } catch {
            #expect(error.code == .configuration)
            #expect(error.cure?.contains("--url") == true)
        }
    }
}
