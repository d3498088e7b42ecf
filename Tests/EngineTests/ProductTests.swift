import SearchCluster
import Testing

@Suite(.enabled(if: !Engine.named.isEmpty, Engine.howToRun))
struct ProductTests {
    @Test("a real engine says which product and version it is", arguments: Engine.named)
    func product(engine: Engine) async throws {
        let product = try await engine.client().product()
        #expect(!product.version.isEmpty)
        #expect(["2", "3", "8", "9"].contains(product.version.prefix { $0 != "." }))
        let isOld = product.version.hasPrefix("2") || product.version.hasPrefix("3")
        #expect(product.family == (isOld ? .opensearch : .elasticsearch))
    }
}
