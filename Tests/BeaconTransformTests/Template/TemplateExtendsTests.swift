import BeaconScore
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct TemplateExtendsTests {
    private static let base = """
        id: base
        version: 1.0.0
        description: the base
        source:
          index: [logs-*]
          query:
            bool:
              filter: [{term: {a: 1}}]
              should: [{term: {b: 1}}, {term: {b: 2}}]
        filters: [{term: {c: 1}}]
        exclusions: [{term: {d: 1}}]
        pivot:
          group_by:
            host.name: {terms: {field: host.name}}
            process.name: {terms: {field: process.name}}
          aggregations:
            beacon_stats:
              beaconing:
                source_bytes_field: source.bytes
                params: {max_jitter: 0.1, min_number_periods: 5}
        window: 6h

        """

    @Test("A child overrides by name, keeps the rest, and adds clauses without losing the parent's")
    func overrides() throws {
        let child = """
            extends: base
            source: {index: other-*, query: {bool: {filter: [{term: {a: 9}}]}}}
            filters: [{term: {c: 2}}]
            exclusions: [{term: {d: 2}}]
            pivot:
              group_by:
                process.name: null
                user.name: {terms: {field: user.name}}
              aggregations:
                beacon_stats: {beaconing: {source_bytes_field: null, params: {max_jitter: 0.3, time_bucket_length: 30}}}
            """
        let folder = try TemplateFolder(["base.yml": Self.base, "child.yml": child])
        let template = try folder.catalog.template("child")
        #expect(template.id == "child", "an id taken over would overwrite the parent's signals")
        #expect(template.description == "the base")
        #expect(template.source.indices == ["other-*"])
        #expect(
            template.source.query == [
                "bool": [
                    "filter": [
                        [
                            "bool": [
                                "filter": [["term": ["a": 9]]], "should": [["term": ["b": 1]], ["term": ["b": 2]]],
                            ]
                        ],
                        ["term": ["c": 1]], ["term": ["c": 2]],
                    ],
                    "must_not": [["term": ["d": 1]], ["term": ["d": 2]]],
                ]
            ])
        #expect(template.groupBy.map(\.name) == ["host.name", "user.name"])
        #expect(template.metric.sourceBytesField == nil)
        #expect(template.metric.parameters.maxJitter == 0.3)
        #expect(template.metric.parameters.minNumberPeriods == 5)
        // The parent's window of 6h is a promise about the parent, not about a child with shorter buckets.
        #expect(template.metric.parameters.windowSeconds == 3 * 3_600)
    }

    @Test("An inherited query is filtered, not loosened: its should stays required")
    func wrapped() throws {
        let base = Self.base.replacing("      filter: [{term: {a: 1}}]\n", with: "")
        let folder = try TemplateFolder(["base.yml": base])
        let query = try folder.catalog.template("base").source.query
        let inner = query["bool"]?["filter"]?.array?.first?["bool"]
        #expect(inner == ["should": [["term": ["b": 1]], ["term": ["b": 2]]]])
    }

    @Test("An error is in the file that wrote the bad value, whichever file is run")
    func whoseError() throws {
        let folder = try TemplateFolder([
            "base.yml": Self.base.replacing("max_jitter: 0.1", with: "max_jitter: 1.1"),
            "child.yml": "extends: base\nfrequency: x\n",
        ])
        let found = folder.problems("child")
        #expect(found.count == 2)
        #expect(found.first == "base.yml:20: max_jitter must be a number, 0 up to, but not including, 1, not 1.1")
        #expect(found.last?.hasPrefix("child.yml:2: frequency: \"x\"") == true)
    }

    @Test("A query of another kind on top of an inherited one says how to take that away")
    func otherQuery() throws {
        let folder = try TemplateFolder([
            "base.yml": Self.base, "child.yml": "extends: base\nsource:\n  query:\n    term: {a: 1}\n",
        ])
        #expect(
            folder.problems("child").map { $0.replacing(folder.path + "/", with: "") } == [
                "child.yml:4: query has one kind of query, found bool and term; bool comes from base.yml, "
                    + "and bool: null takes it away"
            ])
        try folder.write("extends: base\nsource:\n  query:\n    bool: null\n    term: {a: 1}\n", to: "child.yml")
        let query = try folder.catalog.template("child").source.query
        #expect(query["bool"]?["filter"]?.array?.first == ["term": ["a": 1]])
    }

    @Test("A window that is stated is checked with what is inherited")
    func window() throws {
        let folder = try TemplateFolder(["base.yml": Self.base, "child.yml": "extends: base\nwindow: 5h\n"])
        #expect(folder.problems("child").first?.hasPrefix("child.yml:2: window 5h is not") == true)
    }

    @Test("A path is taken from the file's own folder, and a name is looked up beside the file first")
    func paths() throws {
        let elsewhere = try TemplateFolder(["base.yml": Self.base.replacing("the base", with: "elsewhere")])
        let folder = try TemplateFolder([
            "base.yml": Self.base, "by-path.yml": "extends: ./base.yml\n", "by-file.yml": "extends: base.yml\n",
            "by-name.yml": "extends: base\n", "by-absolute.yml": "extends: \(elsewhere.path)/base.yml\n",
        ])
        let catalog = TemplateCatalog(folders: [elsewhere.path])
        for name in ["by-path", "by-file", "by-name"] {
            #expect(try catalog.template("\(folder.path)/\(name).yml").description == "the base")
        }
        #expect(try catalog.template("\(folder.path)/by-absolute.yml").description == "elsewhere")
    }

    @Test("A user's file may bear the name of the shipped one that it extends")
    func sameName() throws {
        let shipped = try TemplateFolder(["base.yml": Self.base])
        let user = try TemplateFolder(["base.yml": "extends: base\ndescription: mine\n"])
        let template = try TemplateCatalog(folders: [user.path, shipped.path]).template("base")
        #expect(template.description == "mine")
        #expect(template.groupBy.count == 2)
    }

    @Test("A circle and a chain too long are told with their names")
    func circles() throws {
        let folder = try TemplateFolder([
            "a.yml": "extends: b\n", "b.yml": "# b\nextends: ./c.yml\n", "c.yml": "extends: a\n",
            "self.yml": "extends: self\n",
        ])
        #expect(folder.problems("a") == ["c.yml:1: extends goes in a circle: a.yml -> b.yml -> c.yml -> a"])
        #expect(folder.problems("self") == ["self.yml:1: extends goes in a circle: self.yml -> self"])
        try folder.write(Self.base, to: "t8.yml")
        for number in 1..<8 { try folder.write("extends: t\(number + 1)\n", to: "t\(number).yml") }
        #expect(folder.problems("t1").isEmpty)
        try folder.write("extends: t1\n", to: "t0.yml")
        #expect(
            folder.problems("t0") == [
                "t7.yml:1: more than 8 templates extend each other: t0.yml -> t1.yml -> t2.yml -> t3.yml -> t4.yml -> "
                    + "t5.yml -> t6.yml -> t7.yml -> t8"
            ])
    }

    @Test(
        "What cannot be extended is told at the line that asks for it",
        arguments: [
            ("extends: bsae\n", "t.yml:1: extends \"bsae\", which is not there; did you mean base?"),
            ("extends: ./none.yml\n", "t.yml:1: extends \"./none.yml\", which is not there"),
            ("extends: [base]\n", "t.yml:1: extends must be a template's name or a path, not a list"),
        ])
    func missing(text: String, expected: String) throws {
        let folder = try TemplateFolder(["base.yml": Self.base, "t.yml": text])
        #expect(folder.problems("t") == [expected])
    }
}
