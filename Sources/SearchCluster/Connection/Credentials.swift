import Foundation
public import HTTPTransport

/// How the program proves to the cluster who it is.
public enum Credentials: Sendable {
    /// Not at all.
    case none
    /// A user and a password.
    case basic(user: String, password: Secret)
    /// An API key, encoded as Elasticsearch hands it out or as `id:key`.
    case apiKey(Secret)
    /// A token of a service account, of a login or of an identity provider.
    case bearer(Secret)
    /// A signature of each request, for Amazon OpenSearch.
    case aws(AWSAccess)

    /// Whether nobody in particular asks.
    var areNone: Bool { if case .none = self { true } else { false } }

    /// The value of the `Authorization` header that is the same for all requests; `nil` for none.
    var authorization: String? {
        switch self {
        case .none, .aws: nil
        case .basic(let user, let password):
            "Basic " + Data("\(user):\(password.reveal())".utf8).base64EncodedString()
        case .apiKey(let key):
            "ApiKey " + (key.reveal().contains(":") ? Data(key.reveal().utf8).base64EncodedString() : key.reveal())
        case .bearer(let token): "Bearer " + token.reveal()
        }
    }
}
