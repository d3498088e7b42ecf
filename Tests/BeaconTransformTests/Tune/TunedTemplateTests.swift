import BeaconScore
import Testing

@testable import BeaconTransform

@Suite("A tuned template")
struct TunedTemplateTests {
    private static func parameters() -> MetricParameters {
        var parameters = MetricParameters()
        parameters.maxJitter = 0.2
        parameters.truncateAt = .init(low: 0.25, high: 0.75)
        return parameters
    }

    @Test("reads as the template that it extends, with the changed parameters and nothing else")
    func reads() throws {
        let folder = try TemplateFolder()
        let catalog = TemplateCatalog(folders: [folder.path, shippedFolder])
        for base in ["beaconing", "beaconing-slow", "beaconing-flows"] {
            let shipped = try catalog.template(base)
            var parameters = shipped.metric.parameters
            parameters.maxJitter = 0.2
            parameters.truncateAt = .init(low: 0.25, high: 0.75)
            let tuned = try TunedTemplate(id: "mine", extending: base, in: catalog)
            try folder.write(tuned.text(with: parameters, in: folder.path), to: "mine.yml")
            try tuned.check(file: folder.path + "/mine.yml", has: parameters)
            let read = try catalog.template("mine")
            #expect(read.metric.parameters == parameters && read.id == "mine")
            #expect(read.source == shipped.source && read.destination == shipped.destination)
            #expect(tuned.changes(of: parameters) == ["truncate_at", "max_jitter"])
        }
    }

    @Test("extends a file beside it by its name, and one elsewhere by its path")
    func paths() throws {
        let folder = try TemplateFolder(["own.yml": leastTemplate])
        let other = try TemplateFolder()
        let tuned = try TunedTemplate(id: "mine", extending: folder.path + "/own.yml", in: folder.catalog)
        try folder.write(tuned.text(with: Self.parameters(), in: folder.path), to: "mine.yml")
        try tuned.check(file: folder.path + "/mine.yml", has: Self.parameters())
        #expect(tuned.text(with: Self.parameters(), in: folder.path).contains("extends: \"./own.yml\""))
        try other.write(tuned.text(with: Self.parameters(), in: other.path), to: "mine.yml")
        try tuned.check(file: other.path + "/mine.yml", has: Self.parameters())
    }

    @Test("is refused where it would read as something else", arguments: ["a b", "", "x\": 1", "../up"])
    func refused(id: String) throws {
        let folder = try TemplateFolder(["own.yml": leastTemplate])
        let tuned = try TunedTemplate(id: id, extending: folder.path + "/own.yml", in: folder.catalog)
        try folder.write(tuned.text(with: Self.parameters(), in: folder.path), to: "mine.yml")
        #expect(throws: TemplateError.self) {
            try tuned.check(file: folder.path + "/mine.yml", has: Self.parameters())
        }
    }

    @Test("is refused where another template beside it takes the place of the one it extends")
    func shadowed() throws {
        let folder = try TemplateFolder(["beaconing.yml": leastTemplate])
        let tuned = try TunedTemplate(
            id: "mine", extending: "beaconing", in: TemplateCatalog(folders: [shippedFolder]))
        try folder.write(tuned.text(with: Self.parameters(), in: folder.path), to: "mine.yml")
        let error = #expect(throws: TemplateError.self) {
            try tuned.check(file: folder.path + "/mine.yml", has: Self.parameters())
        }
        #expect(error?.sentence.contains("another template") == true)
    }
}
