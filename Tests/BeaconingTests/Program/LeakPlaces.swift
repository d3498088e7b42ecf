import Foundation
import SearchCluster
import Testing

/// A place in which people put secrets, with a secret in it that can be told wherever it turns up.
struct LeakPlace: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Variables; `DIR` stands for the folder of the program.
    var environment: [String: String] = [:]
    /// Files in that folder.
    var files: [String: String] = [:]
    /// Options; `URL` stands for an address.
    var words: [String] = []
    /// Whether the secret travels to the server, so that it may come back.
    var isSent = true

    /// Characters that every way of writing down changes.
    static let canary = #"ca9/+"\%ä-nary~x"#

    static let all: [LeakPlace] = [
        LeakPlace(testDescription: "an API key", environment: ["BEACONING_API_KEY": "ident:\(canary)"]),
        LeakPlace(
            testDescription: "an encoded API key",
            environment: ["BEACONING_API_KEY": Data("ident:\(canary)".utf8).base64EncodedString()]),
        LeakPlace(
            testDescription: "the file of an API key", environment: ["BEACONING_API_KEY_FILE": "DIR/secret"],
            files: ["secret": "ident:\(canary)\n"]),
        LeakPlace(
            testDescription: "a password",
            environment: ["BEACONING_USERNAME": "user", "BEACONING_PASSWORD": canary]),
        LeakPlace(
            testDescription: "a service's credential",
            environment: ["BEACONING_USERNAME": "user", "CREDENTIALS_DIRECTORY": "DIR"],
            files: ["beaconing.password": canary]),
        LeakPlace(testDescription: "a bearer token", environment: ["BEACONING_BEARER_TOKEN": canary]),
        LeakPlace(
            testDescription: "a session token of Amazon's",
            environment: [
                "BEACONING_AWS": "es", "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKID",
                "AWS_SECRET_ACCESS_KEY": canary, "AWS_SESSION_TOKEN": canary,
            ]),
        LeakPlace(
            testDescription: "a profile of Amazon's",
            environment: ["AWS_REGION": "eu-west-1", "AWS_SHARED_CREDENTIALS_FILE": "DIR/secret"],
            files: ["secret": "[default]\naws_access_key_id=A\naws_secret_access_key=\(canary)\n"],
            words: ["--aws", "aoss"], isSent: false),
        LeakPlace(
            testDescription: "the settings file", environment: ["BEACONING_CONFIG": "DIR/secret.yml"],
            files: ["secret.yml": "current_context: a\ncontexts: {a: {username: user, password: '\(canary)'}}"]),
        LeakPlace(
            testDescription: "a settings file that cannot be read", environment: ["BEACONING_CONFIG": "DIR/secret.yml"],
            files: ["secret.yml": "current_context: a\ncontexts: {a: {pasword: '\(canary)', api_key: *\(canary)}}"],
            isSent: false),
        LeakPlace(
            testDescription: "a passphrase",
            environment: ["BEACONING_CLIENT_KEY_PASSPHRASE": canary, "BEACONING_CLIENT_CERT_FILE": "DIR/secret.pem"],
            files: ["secret.pem": "-----BEGIN CERTIFICATE-----\n\(canary)\n-----END CERTIFICATE-----\n"], isSent: false),
        LeakPlace(
            testDescription: "an address", environment: ["BEACONING_URL": "http://user:\(canary)@127.0.0.1:9"],
            isSent: false),
        LeakPlace(
            testDescription: "two ways at once",
            environment: ["BEACONING_API_KEY": canary, "BEACONING_BEARER_TOKEN": canary], isSent: false),
        LeakPlace(
            testDescription: "the credentials of dashboards",
            environment: ["BEACONING_DASHBOARDS_USERNAME": "user", "BEACONING_DASHBOARDS_PASSWORD": canary]),
    ]

    /// What would betray the secret: how it is written down in one way or another, and the beginning of each.
    static let traces: [String] = {
        let whole = [canary, "user:\(canary)", "ident:\(canary)"]
        let encoded = whole.flatMap { text in
            let base64 = Data(text.utf8).base64EncodedString()
            return [base64, base64.replacing("+", with: "-").replacing("/", with: "_")]
        }
        let percent = canary.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let json = String(JSONValue.string(canary).text.dropFirst().dropLast())
        // Twelve characters of base64 are nine of the text: more than the name before it.
        return encoded.map { String($0.prefix(12)) } + [percent, percent.lowercased()].map { String($0.prefix(9)) }
            + [String(canary.prefix(5)), String(json.prefix(5)), "-nary~x"]
    }()
}
