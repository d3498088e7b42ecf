import Foundation
import HTTPTransport
import SearchCluster
import Testing

@testable import beaconing

@Suite("Keys of Amazon's")
struct AWSSettingsTests {
    private static let keys = [
        "AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "hunter2", "AWS_REGION": "eu-west-1",
    ]

    private func access(_ words: [String], _ environment: [String: String]) throws -> AWSAccess? {
        let surroundings = Surroundings(environment: environment, clockSeconds: 0)
        guard case .words(let typed) = try CommandLineParser().parse(["run", "--url", "https://es"] + words) else {
            throw Failure(.defect, "help")
        }
        let credentials = try #require(try ClusterSettings(typed, in: surroundings)).configuration.credentials
        if case .aws(let access) = credentials { return access }
        return nil
    }

    /// A home folder with Amazon's two files.
    private final class Home {
        let path = FileManager.default.temporaryDirectory.appending(path: "aws-test-\(UUID().uuidString)").path

        init(credentials: String, config: String = "") throws {
            try FileManager.default.createDirectory(atPath: path + "/.aws", withIntermediateDirectories: true)
            try credentials.write(toFile: path + "/.aws/credentials", atomically: false, encoding: .utf8)
            try config.write(toFile: path + "/.aws/config", atomically: false, encoding: .utf8)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test("Nothing is signed unless that is asked for")
    func asked() throws {
        #expect(try access([], Self.keys) == nil)
        let typed = try #require(try access(["--aws", "aoss"], Self.keys.merging(["BEACONING_AWS": "es"]) { $1 }))
        #expect(typed.service == .serverless && typed.region == "eu-west-1" && typed.keyID == "ID")
        #expect(typed.sessionToken == nil)
        let told = Self.keys.merging(["BEACONING_AWS": "es", "AWS_SESSION_TOKEN": "t"]) { $1 }
        let temporary = try #require(try access([], told))
        #expect(temporary.service == .domains && temporary.sessionToken != nil)
    }

    @Test("Files of this program come before Amazon's variables, and those before a profile")
    func order() throws {
        let home = try Home(
            credentials: "[default]\naws_access_key_id = FROM-PROFILE\naws_secret_access_key=hunter2\n")
        let file = home.path + "/id"
        try "FROM-FILE\n".write(toFile: file, atomically: false, encoding: .utf8)
        var environment = ["HOME": home.path, "BEACONING_AWS": "es", "AWS_DEFAULT_REGION": "eu-west-2"]
        #expect(try access([], environment)?.keyID == "FROM-PROFILE")
        environment["AWS_ACCESS_KEY_ID"] = "FROM-VARIABLE"
        environment["AWS_SECRET_ACCESS_KEY"] = "hunter2"
        #expect(try access([], environment)?.keyID == "FROM-VARIABLE")
        environment["BEACONING_AWS_ACCESS_KEY_ID_FILE"] = file
        environment["BEACONING_AWS_SECRET_ACCESS_KEY_FILE"] = file
        let access = try access([], environment)
        #expect(access?.keyID == "FROM-FILE" && access?.region == "eu-west-2")
    }

    @Test("A profile is read as Amazon's own tools write it")
    func profile() throws {
        let home = try Home(
            credentials: """
                # keys
                [default]
                aws_access_key_id=ONE
                aws_secret_access_key=hunter2

                [ prod ]
                aws_access_key_id     = TWO
                aws_secret_access_key = hunter2/+=
                ; temporary
                aws_session_token = a=b=
                [role]
                role_arn = arn:aws:iam::1:role/r
                """,
            config: "[default]\nregion = eu-west-1\n[profile prod]\noutput = json\nregion=us-gov-west-1\n")
        var environment = ["HOME": home.path, "BEACONING_AWS": "es"]
        let usual = try #require(try access([], environment))
        #expect(usual.keyID == "ONE" && usual.region == "eu-west-1" && usual.sessionToken == nil)
        environment["AWS_PROFILE"] = "prod"
        let prod = try #require(try access([], environment))
        #expect(prod.keyID == "TWO" && prod.region == "us-gov-west-1" && prod.sessionToken != nil)
        environment["AWS_PROFILE"] = "role"
        environment["AWS_REGION"] = "eu-west-1"
        let failure = #expect(throws: Failure.self) { try access([], environment) }
        #expect(failure?.code == .configuration && failure?.cure?.contains("export-credentials") == true)
    }

    @Test(
        "What is missing or contradicts itself is named",
        arguments: [
            (["--aws", "es"], ["AWS_REGION": "eu-west-1"], "AWS_PROFILE"),
            (["--aws", "es"], ["AWS_ACCESS_KEY_ID": "a", "AWS_REGION": "r"], "AWS_SECRET_ACCESS_KEY"),
            (["--aws", "es"], ["AWS_SECRET_ACCESS_KEY": "hunter2", "AWS_REGION": "r"], "set AWS_ACCESS_KEY_ID"),
            (["--aws", "es"], keys.merging(["AWS_REGION": ""]) { $1 }, "AWS_REGION"),
            (["--aws", "es"], keys.merging(["AWS_REGION": "eu\r\nX: y"]) { $1 }, "no region"),
            ([], keys.merging(["BEACONING_AWS": "s3"]) { $1 }, "es for domains"),
            ([], keys.merging(["BEACONING_AWS": "es", "BEACONING_API_KEY": "hunter2"]) { $1 }, "two ways"),
        ])
    func wrong(_ words: [String], _ environment: [String: String], _ part: String) {
        let failure = #expect(throws: Failure.self) { try access(words, environment) }
        #expect(failure?.code == .configuration)
        #expect(failure?.description.contains(part) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("hunter2") == false)
    }
}
