import HTTPTransport
import TestSupport
import Testing

@testable import SearchCluster

@Suite("When the saved objects API refuses", .timeLimit(.minutes(5)))
struct DashboardsFailuresTests {
    private func importing(_ mishaps: Mishap..., family: ClusterProduct.Family = .elasticsearch) async throws
        -> (ClusterError?, SavedObjectsStandIn)
    {
        var settings = SavedObjectsStandIn.Settings(family, family == .elasticsearch ? "9.1.3" : "2.19.0")
        settings.mishaps = mishaps
        let standIn = try SavedObjectsStandIn(settings)
        let server = try DashboardsServer(family, url: standIn.url)
        let file = try SampleObjects.file(family)
        let error = await failure { () throws(ClusterError) in
            let result = try await server.importing(file)
            if let failure = result.failure(of: 3, on: family) { throw failure }
        }
        return (error, standIn)
    }

    @Test(
        "Each status is a sentence with its cure",
        arguments: [
            (403, "Unable to bulk_create dashboard", ClusterError.Code.forbidden, "all rights on Dashboard"),
            (400, "Unable to bulk_create dashboard", .forbidden, "all rights on Dashboard"),
            (400, "bad", .refused, "refuses importing saved objects: bad"),
            (404, "Not Found", .configuration, "check the address"), (413, "large", .refused, "proxy"),
            (422, "belongs to a more recent version", .refused, "--version"), (500, "threw", .unreachable, "its log"),
            (429, "busy", .unreachable, "HTTP 429 (busy)"), (503, "not ready", .unreachable, "HTTP 503"),
            (401, "who", .unauthenticated, "BEACONING_DASHBOARDS_API_KEY"),
        ])
    func statuses(status: Int, message: String, code: ClusterError.Code, part: String) async throws {
        let (error, standIn) = try await importing(.status(status, message, on: .import))
        #expect(error?.code == code)
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
        #expect(standIn.objects(in: "default").isEmpty)
    }

    @Test("A page of a proxy, an answer without the last object and half an answer are not taken for success")
    func unreadable() async throws {
        #expect(try await importing(.page(on: .import)).0?.code == .malformed)
        #expect(try await importing(.forgetful(on: .import)).0?.code == .incomplete)
        let (half, standIn) = try await importing(.halfAnswer(on: .import))
        #expect(half?.code == .unreachable)
        // It was done all the same, which reading first finds out.
        let server = try DashboardsServer(url: standIn.url)
        let file = try SampleObjects.file(.elasticsearch)
        #expect(DashboardsPlan(installing: file, on: try await server.objects(of: file)).changes.isEmpty)
    }

    @Test("Objects that failed alone leave the others written; a conflict leaves nothing")
    func perObject() async throws {
        let unknown: JSONValue = ["type": "unknown", "message": "disk full", "statusCode": 507]
        let (alone, first) = try await importing(.object(SampleObjects.dashboard, error: unknown, on: .import))
        #expect(alone?.sentence.contains("2 of 3 were imported") == true, "\(alone?.description ?? "")")
        #expect(alone?.sentence.contains("dashboard beaconing-network: disk full") == true)
        #expect(first.objects(in: "default").count == 2)
        let conflict: JSONValue = ["type": "ambiguous_conflict", "destinations": [["id": "x"]]]
        let (all, second) = try await importing(.object(SampleObjects.dashboard, error: conflict, on: .import))
        #expect(all?.sentence.contains("nothing was imported") == true, "\(all?.description ?? "")")
        #expect(second.objects(in: "default").isEmpty)
    }

    @Test("A reference that leads nowhere lets nothing be written")
    func missingReference() async throws {
        let standIn = try SampleObjects.standIn()
        let server = try DashboardsServer(url: standIn.url)
        var file = try SampleObjects.file(.elasticsearch)
        file.objects.removeFirst()
        let result = try await server.importing(file)
        #expect(result.written.isEmpty && result.problems.count == 2)
        #expect(result.problems.allSatisfy { $0.reason == .missingReferences([SampleObjects.view]) })
        #expect(standIn.objects(in: "default").isEmpty)
    }

    @Test("Reading fails with what may not be read, or when less comes than was asked for")
    func reading() async throws {
        let forbidden: JSONValue = ["statusCode": 403, "message": "Unable to bulk_get search"]
        for (mishap, code) in [
            (Mishap.object(SampleObjects.search, error: forbidden, on: .export), ClusterError.Code.forbidden),
            (.object(SampleObjects.search, error: ["statusCode": 500, "message": "x"], on: .export), .refused),
            (.status(400, "Unable to bulk_get search", on: .export), .forbidden),
            (.status(403, "no", on: .export), .forbidden),
            (.forgetful(on: .export), .incomplete), (.page(on: .export), .malformed),
            (.halfAnswer(on: .export), .unreachable), (.status(404, "no", on: .export), .configuration),
        ] {
            let standIn = try SampleObjects.standIn(.elasticsearch, nil, mishap)
            let file = try SampleObjects.file(.elasticsearch)
            for object in file.objects { standIn.put(object.json, in: "default") }
            let server = try DashboardsServer(url: standIn.url)
            let error = await failure { () throws(ClusterError) in try await server.objects(of: file) }
            #expect(error?.code == code, "\(mishap): \(error?.description ?? "")")
        }
    }

    @Test("What no server takes is not sent")
    func limits() async throws {
        let standIn = try SampleObjects.standIn()
        let server = try DashboardsServer(url: standIn.url)
        let object = try #require(try SampleObjects.file(.elasticsearch).objects.first)
        let many = ImportFile(objects: Array(repeating: object, count: 10_001))
        var large = object
        large.json = object.json.setting("more", to: .string(String(repeating: "x", count: 25 << 20)))
        for file in [many, ImportFile(objects: [large])] {
            let error = await failure { () throws(ClusterError) in try await server.importing(file) }
            #expect(error?.code == .configuration)
        }
        #expect(standIn.requests.isEmpty)
    }

    @Test("Where nobody may delete, or the object is shared, the way by hand is told")
    func deleting() async throws {
        var settings = SavedObjectsStandIn.Settings(.elasticsearch, "9.1.3")
        settings.isServerless = true
        let standIn = try SavedObjectsStandIn(settings)
        let server = try DashboardsServer(url: standIn.url)
        let error = await failure { () throws(ClusterError) in try await server.delete(SampleObjects.view) }
        #expect(
            error?.code == .refused && error?.cure?.contains("Saved objects") == true, "\(error?.description ?? "")")
        #expect(error?.sentence.contains("deleting data view beaconing-signals") == true)
    }
}
