/// Why the cluster's help could not be had, in a sentence with its cure.
public struct ClusterError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: Sendable, Equatable {
        /// No answer after all attempts, or an answer that asks to come back later.
        case unreachable
        /// The server's certificate could not be verified, or no secure connection could be made.
        case untrusted
        /// The cluster does not know who asks (401).
        case unauthenticated
        /// The cluster knows who asks and does not allow it (403).
        case forbidden
        /// There is no such index.
        case noSuchIndex
        /// An answer that leaves something out: it must not be used.
        case incomplete
        /// More buckets than the cluster allows in one answer.
        case tooManyBuckets
        /// An answer that is not what the API promises.
        case malformed
        /// A request that the cluster calls wrong (400 and its kin).
        case refused
        /// A setting that cannot work.
        case configuration
        /// Another process has taken the lease that this one held.
        case leaseLost
        /// The program was told to stop.
        case cancelled
    }

    /// What kind of trouble it is.
    public var code: Code
    /// What happened, as one sentence without a full stop.
    public var sentence: String
    /// What to do about it, when there is something.
    public var cure: String?
    /// The engine's own error type, where it named one.
    public var type: String?

    /// A trouble with its sentence.
    public init(_ code: Code, _ sentence: String, cure: String? = nil, type: String? = nil) {
        self.code = code
        self.sentence = sentence
        self.cure = cure
        self.type = type
    }

    /// The sentence and the cure.
    public var description: String {
        cure.map { "\(sentence); \($0)" } ?? sentence
    }
}
