import Testing

@testable import BeaconTransform

@Suite("Hashes")
struct DigestTests {
    @Test(
        "SHA-256 as base64 with its padding, of the examples of FIPS 180",
        arguments: [
            ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ])
    func base64(text: String, hash: String) {
        #expect(Digest(of: Array(text.utf8)).base64 == hash)
    }
}
