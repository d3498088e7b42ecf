internal import SearchCluster

extension TransformTemplate {
    /// What tells this template from any other: SHA-256 of its canonical JSON without `source.index`, in hexadecimal.
    ///
    /// Comments, the order of keys and what was inherited from where do not matter; every other value does. Where the
    /// documents lie does not: the same documents give the same signals from any index and from a file.
    public var hash: String {
        var anywhere = self
        anywhere.source.indices = []
        return Digest(of: anywhere.json.bytes).hexadecimal
    }
}
