/// Names under which other tools take secrets; here they are refused, because arguments can be read by every user of
/// the machine and stay in the shell's history.
enum SecretOption {
    private static let users: Set<String> = ["--user", "--username", "-u"]
    private static let passwords: Set<String> = ["--password", "--pass", "--passwd", "-p"]
    private static let keys: Set<String> = ["--api-key", "--apikey", "--key", "--secret"]
    private static let tokens: Set<String> = ["--token", "--bearer", "--bearer-token"]
    private static let signing: Set<String> = ["--access-key", "--secret-key", "--session-token", "--aws-secret-key"]
    private static let passphrases: Set<String> = ["--passphrase", "--client-key-passphrase", "--key-passphrase"]

    /// Why such an option is refused and what takes its place; `nil` for any other name.
    static func refusal(of name: String) -> Failure? {
        let cure: String
        if keys.contains(name) {
            cure = "set BEACONING_API_KEY, or BEACONING_API_KEY_FILE to a file that holds it"
        } else if tokens.contains(name) {
            cure = "set BEACONING_BEARER_TOKEN, or BEACONING_BEARER_TOKEN_FILE to a file that holds it"
        } else if signing.contains(name) {
            cure = "set AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials with AWS_PROFILE"
        } else if passphrases.contains(name) {
            cure =
                "set BEACONING_CLIENT_KEY_PASSPHRASE, or BEACONING_CLIENT_KEY_PASSPHRASE_FILE to a file that holds it"
        } else if users.contains(name) || passwords.contains(name) {
            cure = "set BEACONING_USERNAME and BEACONING_PASSWORD, or BEACONING_PASSWORD_FILE to a file that holds it"
        } else {
            return nil
        }
        return Failure(.usage, "there is no option \(name): everybody on this machine can read arguments", cure: cure)
    }
}
