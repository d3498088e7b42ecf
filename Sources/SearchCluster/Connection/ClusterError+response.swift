internal import HTTPTransport

extension ClusterError {
    /// An answer that is not the one a request should have.
    ///
    /// - Parameter purpose: what was being done, as in ``ClusterCall/purpose``.
    static func unexpected(_ response: HTTPResponse, to purpose: String) -> ClusterError {
        let answer = ErrorAnswer(body: response.body)
        let code = code(ofStatus: response.status)
        switch response.status {
        case 200..<300:
            return ClusterError(
                code, "the cluster's answer to \(purpose) could not be read",
                cure: "see whether a proxy stands before the cluster")
        case 300..<400:
            let place = response.header("location").map { " to \(SafeText($0))" } ?? ""
            return ClusterError(
                code, "\(purpose) failed: the server sends on\(place) (HTTP \(response.status)), which is not followed",
                cure: "give the address at which the cluster itself answers")
        default:
            return ClusterError(
                code, "\(purpose) failed: \(answer.reason ?? "HTTP \(response.status)")", type: answer.type)
        }
    }

    /// What kind of trouble a status means that a request should not have.
    static func code(ofStatus status: Int) -> Code {
        switch status {
        case 200..<300: .malformed
        case 300..<400: .configuration
        // Something broke there; the request may well have been right.
        case 500...: .incomplete
        default: .refused
        }
    }
}
