import Testing

@testable import BeaconTransform

@Suite("Dotted names as nested objects")
struct DocumentShapeTests {
    @Test("Names with a common beginning share one object, in the order of the first")
    func merges() {
        var shape = DocumentShape()
        for name in ["source.ip", "@timestamp", "source.port", "a.b.c", "a.b.d"] { shape.add(name, .documents) }
        #expect(shape.nodes.map(\.name) == ["source", "@timestamp", "a"])
        #expect(shape.paths.map(\.0) == ["source.ip", "source.port", "@timestamp", "a.b.c", "a.b.d"])
    }

    @Test("A field named twice stays what it was first")
    func twice() {
        var shape = DocumentShape()
        shape.add("source.ip", .group(1))
        shape.add("source.ip", .sourceAddress)
        #expect(shape.paths.count == 1)
        guard case .group(1)? = shape.paths.first?.1 else {
            Issue.record("the group's value was replaced")
            return
        }
    }

    @Test(
        "A field that is another's beginning keeps both", arguments: [["host", "host.name"], ["host.name", "host"]])
    func conflict(names: [String]) {
        var shape = DocumentShape()
        for name in names { shape.add(name, .documents) }
        #expect(Set(shape.nodes.map(\.name)) == ["host", "host.name"])
        #expect(shape.nodes.allSatisfy { if case .field = $0.content { true } else { false } })
    }
}
