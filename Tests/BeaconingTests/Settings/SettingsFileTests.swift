import BeaconTransform
import Foundation
import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

@Suite("The settings file")
struct SettingsFileTests {
    private static let two = """
        current_context: lab
        contexts:
          lab:
            url: https://lab.example.org:9200
            api_key: key-of-lab
            timeout: 20s
            retries: 2
            state_index: lab-state
            templates: [mine, ~/ours, /theirs]
          prod:
            url: [https://a.example.org, https://b.example.org]
            username: runner
            password_file: prod.password
            ca_fingerprint: \(String(repeating: "0f", count: 32))
        """

    private func name(of credentials: Credentials?) -> String {
        switch credentials {
        case .apiKey: "key"
        case .basic(let user, _): user
        case .bearer: "token"
        case .aws(let access): access.keyID
        case nil, .some(.none): "nobody"
        }
    }

    @Test("The current context counts, unless another one is named by the environment or the words")
    func contexts() throws {
        let folder = try SettingsFolder(Self.two)
        try folder.add("secret\n", as: "prod.password")
        let lab = try #require(try folder.cluster())
        #expect(lab.configuration.urls == ["https://lab.example.org:9200"])
        #expect(name(of: lab.configuration.credentials) == "key")
        #expect(lab.configuration.transport.requestTimeoutSeconds == 20 && lab.configuration.retry.attempts == 3)
        #expect(lab.origin == "url of context lab (\(folder.file):4)" && lab.warnings.isEmpty)
        let prod = try #require(try folder.cluster([], ["BEACONING_CONTEXT": "prod"]))
        #expect(prod.configuration.urls == ["https://a.example.org", "https://b.example.org"])
        #expect(name(of: prod.configuration.credentials) == "runner" && prod.warnings.isEmpty)
        #expect(prod.configuration.transport.caFingerprint != nil)
        let typed = try folder.cluster(["--context", "lab"], ["BEACONING_CONTEXT": "prod"])
        #expect(typed?.configuration.urls == lab.configuration.urls)
    }

    @Test("Without a current context none counts, and without a file there are none")
    func none() throws {
        let folder = try SettingsFolder("contexts:\n  a:\n    url: https://a\n")
        #expect(try folder.cluster() == nil)
        let words = try SettingsFolder.parsed(["run"])
        let bare = Surroundings(environment: ["HOME": folder.path], clockSeconds: 0)
        #expect(try bare.inContext(of: words).context == nil)
        let named = try SettingsFolder.parsed(["run", "--context", "a"])
        #expect(#expect(throws: Failure.self) { try bare.inContext(of: named) }?.code == .configuration)
        let gone = try SettingsFolder.parsed(["run", "--config", folder.path + "/none.yml"])
        #expect(#expect(throws: Failure.self) { try bare.inContext(of: gone) }?.code == .file)
    }

    @Test("The usual file is found by itself")
    func usual() throws {
        let folder = try SettingsFolder()
        let place = folder.path + "/beaconing"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try folder.add("current_context: a\ncontexts: {a: {url: https://a}}", as: "beaconing/config.yml")
        let surroundings = Surroundings(environment: ["XDG_CONFIG_HOME": folder.path], clockSeconds: 0)
        let found = try surroundings.inContext(of: try SettingsFolder.parsed(["run"]))
        #expect(found.context?.name == "a" && found[.url] == "https://a")
    }

    @Test("What is typed comes before the environment, and that before the context")
    func order() throws {
        let folder = try SettingsFolder(Self.two)
        let environment = ["BEACONING_URL": "https://env", "BEACONING_TIMEOUT": "30s", "BEACONING_STATE_INDEX": "env"]
        let words = ["--url", "https://typed", "--timeout", "40s", "--state-index", "typed"]
        for (words, environment, url, seconds, index) in [
            ([], [:], "https://lab.example.org:9200", 20.0, "lab-state"), ([], environment, "https://env", 30, "env"),
            (words, environment, "https://typed", 40, "typed"), (words, [:], "https://typed", 40, "typed"),
        ] as [([String], [String: String], String, Double, String)] {
            let (typed, surroundings) = try folder.surroundings(words, environment)
            let cluster = try #require(try ClusterSettings(typed, in: surroundings))
            #expect(cluster.configuration.urls == [url])
            #expect(cluster.configuration.transport.requestTimeoutSeconds == seconds)
            #expect(try RunnerSettings.stateIndex(typed, in: surroundings) == index)
        }
    }

    @Test("The variables of other tools come after the context")
    func others() throws {
        let folder = try SettingsFolder(Self.two)
        let environment = ["ELASTICSEARCH_URL": "https://other"]
        #expect(try folder.cluster([], environment)?.configuration.urls == ["https://lab.example.org:9200"])
        let empty = try SettingsFolder("contexts: {}")
        #expect(try empty.cluster([], environment)?.configuration.urls == ["https://other"])
    }

    @Test("Who asks is decided by the first level that says it, systemd's credentials between environment and context")
    func levels() throws {
        let folder = try SettingsFolder(Self.two)
        let key = ["BEACONING_USERNAME": "env", "BEACONING_PASSWORD": "p"]
        #expect(name(of: try folder.cluster([], key)?.configuration.credentials) == "env")
        try folder.add("token\n", as: "beaconing.bearer-token", mode: 0o440)
        let service = ["CREDENTIALS_DIRECTORY": folder.path]
        #expect(name(of: try folder.cluster([], service)?.configuration.credentials) == "token")
        let both = service.merging(key) { $1 }
        #expect(name(of: try folder.cluster([], both)?.configuration.credentials) == "env")
        try folder.add("x", as: "beaconing.password", mode: 0o440)
        #expect(#expect(throws: Failure.self) { try folder.cluster([], service) }?.code == .configuration)
    }

    @Test("A user of the environment goes with a password that systemd hands over")
    func halves() throws {
        let folder = try SettingsFolder("contexts: {}")
        try folder.add("secret", as: "beaconing.password")
        let environment = [
            "CREDENTIALS_DIRECTORY": folder.path, "BEACONING_USERNAME": "runner", "BEACONING_URL": "https://es",
        ]
        let cluster = try #require(try folder.cluster([], environment))
        #expect(name(of: cluster.configuration.credentials) == "runner")
    }

    @Test(
        "Credentials of a context go to its own addresses alone",
        arguments: [
            ("https://lab.example.org:9200", true), ("https://LAB.example.org:9200/", true),
            ("https://lab.example.org", false), ("http://lab.example.org:9200", false),
            ("https://lab.example.org:9200,https://evil.example.org", false), ("https://evil.example.org", false),
        ])
    func bound(_ url: String, _ isSent: Bool) throws {
        let folder = try SettingsFolder(Self.two)
        for (words, environment) in [(["--url", url], [:]), ([], ["BEACONING_URL": url])] {
            let cluster = try #require(try folder.cluster(words, environment))
            #expect(name(of: cluster.configuration.credentials) == (isSent ? "key" : "nobody"))
            #expect(cluster.warnings.count == (isSent ? 0 : 1))
        }
    }

    @Test("A dashboards server that the context does not name gets none of its credentials")
    func dashboards() throws {
        let folder = try SettingsFolder(
            """
            current_context: a
            contexts:
              a:
                url: https://es
                api_key: k
                dashboards_url: https://kibana
                dashboards_username: other
                dashboards_password: p
                dashboards_space: security
            """)
        func settings(_ words: [String]) throws -> DashboardsServerSettings? {
            let (typed, surroundings) = try folder.surroundings(words)
            let cluster = try #require(try ClusterSettings(typed, in: surroundings))
            return try DashboardsServerSettings(typed, in: surroundings, beside: cluster)
        }
        let own = try #require(try settings([]))
        #expect(own.configuration.urls == ["https://kibana"] && name(of: own.configuration.credentials) == "other")
        #expect(own.place.space == "security")
        let foreign = try #require(try settings(["--dashboards-url", "https://evil", "--space", "x"]))
        #expect(name(of: foreign.configuration.credentials) == "nobody" && foreign.place.space == "x")
        #expect(try settings(["--tenant", "global"])?.place.space == nil)
    }

    @Test("Credentials over plain http are refused, allowed by a word or a setting, and warned of")
    func plainHTTP() throws {
        let folder = try SettingsFolder("current_context: a\ncontexts: {a: {url: 'http://es', api_key: k}}")
        let refused = #expect(throws: Failure.self) { try folder.cluster() }
        #expect(refused?.code == .configuration && refused?.cure?.contains("--allow-plain-http") == true)
        for (words, environment) in [(["--allow-plain-http"], [:]), ([], ["BEACONING_ALLOW_PLAIN_HTTP": "true"])] {
            let cluster = try #require(try folder.cluster(words, environment))
            #expect(cluster.warnings.count == 1 && cluster.warnings[0].contains("es over plain http"))
        }
        for text in ["false", "yes"] {
            #expect(throws: Failure.self) { try folder.cluster([], ["BEACONING_ALLOW_PLAIN_HTTP": text]) }
        }
    }

    @Test("Paths begin at the settings file or at home")
    func paths() throws {
        let folder = try SettingsFolder(Self.two)
        let (_, surroundings) = try folder.surroundings()
        #expect(surroundings[.templates] == "\(folder.path)/mine:/home/somebody/ours:/theirs")
    }

    @Test(
        "What a file must not say is named with its line, and what was meant",
        arguments: [
            ("current_contxt: a", ":1:", "did you mean current_context?"),
            ("contexts:\n  a:\n    pasword: canary", ":3:", "did you mean password?"),
            ("contexts:\n  a:\n    urls: canary", ":3:", "did you mean url?"),
            ("contexts:\n  a: canary", ":2:", "context a is a mapping"), ("contexts: canary", ":1:", "mapping"),
            ("canary", ":1:", "mapping"), ("contexts:\n  a:\n    password: [canary]", ":3:", "not a list"),
            ("contexts:\n  a:\n    api_key: {canary: x}", ":3:", "not a mapping"),
            ("contexts:\n  a:\n    url: [canary, {}]", ":3:", "list of texts"),
            ("contexts:\n  a:\n    password: *canary", ":3:", "needs quotes"),
            ("contexts:\n  a:\n    password: !canary x", ":3:", "needs quotes"),
            ("contexts:\n  a:\n    password: \"canary", "", "not valid YAML"),
            ("contexts:\n  a:\n    password: canary\n   b", "", "not valid YAML"),
            ("contexts: {}\ncurrent_context: a", ":2: current_context", "there is no context"),
            ("contexts: {lab: {}}\ncurrent_context: lba", "", "did you mean lab?"),
            ("contexts:\n  a: {}\n  a: {}", ":3:", "only once"), ("", "", "empty"),
        ])
    func strict(_ text: String, _ line: String, _ words: String) throws {
        let folder = try SettingsFolder(text)
        let failure = #expect(throws: Failure.self) { try folder.surroundings() }
        #expect(failure?.code == .configuration)
        let message = failure?.description ?? ""
        #expect(message.contains(folder.file + line) && message.contains(words), "\(message)")
        #expect(!message.contains("canary"), "\(message)")
    }

    @Test("A password is taken as it is written, also when it looks like something else")
    func texts() throws {
        let folder = try SettingsFolder(
            "current_context: a\ncontexts: {a: {url: 'https://es', username: u, password: 0123, retries: 4}}")
        let (_, surroundings) = try folder.surroundings()
        var reading = SecretReading(surroundings)
        #expect(try reading.secret(.password)?.text == "0123")
        #expect(try folder.cluster()?.configuration.retry.attempts == 5)
    }

    @Test(
        "A file with a secret in it is for its owner alone; one without may be read",
        arguments: [0o600, 0o400, 0o640, 0o604, 0o660, 0o644])
    func modes(_ mode: Int) throws {
        let isOpen = mode & 0o077 != 0
        for (line, holdsSecret) in [
            ("api_key: canary", true), ("aws_session_token: canary", true), ("dashboards_password: canary", true),
            ("api_key_file: canary", false), ("username: canary", false),
        ] {
            let folder = try SettingsFolder("contexts:\n  other:\n    \(line)\n", mode: mode)
            guard isOpen, holdsSecret else {
                #expect(throws: Never.self) { try folder.surroundings() }
                continue
            }
            let failure = #expect(throws: Failure.self) { try folder.surroundings() }
            #expect(failure?.code == .configuration && failure?.cure?.hasPrefix("chmod 600 \(folder.file)") == true)
            #expect(failure?.description.contains("canary") == false)
        }
    }

    @Test(
        "A secret's file that everybody can read is warned of, one for a group is not",
        arguments: [0o644, 0o440, 0o400])
    func secretFiles(_ mode: Int) throws {
        let folder = try SettingsFolder("current_context: a\ncontexts: {a: {url: 'https://es', api_key_file: key}}")
        try folder.add("canary", as: "key", mode: mode)
        let warnings = try #require(try folder.cluster()).warnings
        #expect(warnings.count == (mode == 0o644 ? 1 : 0))
        #expect(warnings.allSatisfy { $0.contains("chmod 600 \(folder.path)/key") && !$0.contains("canary") })
    }

    @Test("The example of the documentation can be used as it is")
    func example() throws {
        let text = try ProjectFile.text("docs/operations.md")
        let example = try #require(text.firstMatch(of: #/(?s)```yaml\n(current_context:.*?)```/#)?.1)
        let folder = try SettingsFolder(String(example), mode: 0o644)
        let file = try SettingsFile(folder.file, home: nil)
        #expect(file.contexts.map(\.name) == ["lab", "prod"] && file.current?.name == "lab")
    }

    @Test("Names in a context are those of the variables, each once")
    func names() {
        let keys = EnvironmentVariable.allCases.compactMap(\.settingsKey)
        #expect(Set(keys).count == keys.count)
        for key in ["url", "api_key", "password_file", "aws_region", "ca_fingerprint", "dashboards_url", "state_dir"] {
            #expect(EnvironmentVariable(settingsKey: key)?.settingsKey == key)
        }
        for variable in EnvironmentVariable.allCases where variable.isSecret {
            #expect(variable.fileVariable != nil && variable.credentialName?.hasPrefix("beaconing.") == true)
            #expect(variable.option == nil)
        }
        for variable in EnvironmentVariable.allCases {
            guard let option = variable.option else { continue }
            #expect(Option.described(option).help.contains(variable.rawValue), "\(option)")
        }
    }
}
