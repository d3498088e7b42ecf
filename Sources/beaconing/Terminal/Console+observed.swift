import HTTPTransport
import SearchCluster

extension Console {
    /// With `-v` each answer of the cluster is a line; before a pause a person who waits is told why.
    ///
    /// From then on no message repeats its credentials, whoever has put them into the sentence.
    func observed(_ configuration: ClusterConfiguration) -> ClusterConfiguration {
        var configuration = configuration
        Self.hide(Redaction(configuration))
        let attempts = configuration.retry.attempts
        configuration.willRetry = { [self] error, attempt, seconds in
            let pause = seconds < 1 ? "in a moment" : "in \(Int(seconds.rounded())) s"
            patience("\(error.sentence); trying again \(pause) (\(attempt + 1) of \(attempts))")
        }
        configuration.observe = { [self] exchange in
            let target = exchange.call.target.prefix(100)
            let milliseconds = Int((exchange.seconds * 1_000).rounded())
            detail(
                "\(exchange.call.method.rawValue.uppercased()) \(target) \(exchange.status), \(milliseconds) ms, "
                    + "\(exchange.receivedBytes) bytes")
        }
        return configuration
    }
}
