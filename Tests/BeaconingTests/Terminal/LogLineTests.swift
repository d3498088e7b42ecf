import SearchCluster
import Testing

@testable import beaconing

@Suite("A line of a log says when, of which run, and how grave it is")
struct LogLineTests {
    @Test("As an ECS document it is one line of JSON, whatever is said")
    func ecs() throws {
        let line = ClusterClient.$runID.withValue("t-20261125T100000Z") {
            LogLine(.warn, "a \"quoted\" \\ word\nand \u{1F} more")
        }
        #expect(!line.ecs.contains("\n"))
        let json = try #require(JSONValue(parsing: Array(line.ecs.utf8)))
        #expect(json["message"]?.string == "a \"quoted\" \\ word\nand \u{1F} more")
        #expect(json["log.level"] == "warn" && json["ecs.version"] == "8.11.0")
        #expect(json["service.name"] == "beaconing" && json["labels"]?["run_id"] == "t-20261125T100000Z")
        #expect(json["@timestamp"]?.string?.hasSuffix("Z") == true)
    }

    @Test("As text it begins with the time and the run")
    func text() {
        let line = ClusterClient.$runID.withValue("t-1") { LogLine(.info, "done") }
        #expect(line.text.hasSuffix("Z t-1 done"))
        #expect(LogLine(.info, "done").text.hasSuffix("Z done"))
    }
}
