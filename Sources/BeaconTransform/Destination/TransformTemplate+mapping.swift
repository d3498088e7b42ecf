public import SearchCluster

extension TransformTemplate {
    /// The mapping of the index that this template's signals go to.
    public var signalMapping: JSONValue { SignalMapping(for: self).json }
}
