/// Why Amazon's front end did not take a signature, as far as its sentence tells; it says 403 to all of it.
enum AWSRefusal {
    /// The signature is too old, or from the future.
    case time
    /// The key, the session token or what they were used for is wrong.
    case key
    /// The session token was good once.
    case expired

    /// `nil` for a sentence on rights, or on something else.
    init?(_ reason: String) {
        let words = reason.lowercased()
        if words.contains("signature expired") || words.contains("signature not yet current") {
            self = .time
        } else if words.contains("token included in the request is expired") {
            self = .expired
        } else if [
            "token included in the request is invalid", "signature we calculated", "missing authentication token",
        ]
        .contains(where: words.contains) {
            self = .key
        } else {
            return nil
        }
    }

    /// The sentence and the cure.
    func error(from peer: ClusterPeer, reason: String) -> ClusterError {
        switch self {
        case .time:
            ClusterError(
                .unauthenticated, "\(peer.name) refuses the signature for its time, by this machine's clock: \(reason)",
                cure: "set this machine's clock, for instance with chrony or systemd-timesyncd")
        case .expired:
            ClusterError(
                .unauthenticated, "\(peer.name) no longer accepts the session token: \(reason)", cure: "get a new one")
        case .key:
            ClusterError(
                .unauthenticated, "\(peer.name) does not accept the signature: \(reason)",
                cure: "see that access key, session token, AWS_REGION and --aws belong together")
        }
    }
}
