internal import SearchCluster

extension TransformTemplate {
    /// What tells this template from any other: SHA-256 of its canonical JSON, in hexadecimal.
    ///
    /// Comments, the order of keys and what was inherited from where do not matter; every value does.
    public var hash: String {
        Digest(of: json.bytes).hexadecimal
    }
}
