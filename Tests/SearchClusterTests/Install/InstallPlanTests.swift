import Testing

@testable import SearchCluster

@Suite("Plans to install and to uninstall")
struct InstallPlanTests {
    static func mappings(_ types: [String: String] = ["x": "long"]) -> JSONValue {
        let fields = types.sorted { $0.key < $1.key }.map { name, type in
            JSONValue.Member(name, ["type": .string(type)])
        }
        return ["dynamic": false, "properties": .object(fields)]
    }

    static func installation(_ version: String, types: [String: String] = ["x": "long"], stem: String = "s")
        -> Installation
    {
        let marked = mappings(types).setting("_meta", to: Ownership.meta(version: version))
        var installation = Installation()
        installation.add(
            .init(
                index: DestinationIndex(
                    name: "\(stem)-\(version)", mappings: marked,
                    aliases: [.init(name: "latest", moves: true), .init(name: "all", moves: false)]),
                version: version),
            of: .init(
                template: "beaconing-\(stem)", pattern: "\(stem)-*", mappings: mappings(types), aliases: ["all"],
                version: version))
        return installation
    }

    /// A cluster in which the changes have been made.
    static func applying(_ changes: [ClusterChange], to objects: ClusterObjects) -> ClusterObjects {
        var objects = objects
        func change(_ name: String, _ body: (inout ClusterObjects.Index) -> Void) {
            for place in objects.indices.indices where objects.indices[place].name == name {
                body(&objects.indices[place])
            }
        }
        for made in changes {
            switch made {
            case .putTemplate(let name, let body, _, _):
                objects.templates.removeAll { $0.name == name }
                objects.templates.append(.init(name: name, body: body))
            case .createIndex(let name, let mappings):
                objects.indices.append(.init(name: name, aliases: [], mappings: mappings))
            case .addFields(let index, let properties, _):
                change(index) { $0.mappings = $0.mappings.addingProperties(of: ["properties": properties]) }
            case .deleteTemplate(let name): objects.templates.removeAll { $0.name == name }
            case .deleteState(let name), .deleteIndex(let name, _): objects.indices.removeAll { $0.name == name }
            case .changeAliases(let changes):
                for one in changes {
                    switch one {
                    case .add(let alias, let index): change(index) { $0.aliases.append(alias) }
                    case .remove(let alias, let index): change(index) { $0.aliases.removeAll { $0 == alias } }
                    case .move(let alias, let from, let to):
                        for index in from { change(index) { $0.aliases.removeAll { $0 == alias } } }
                        change(to) { if !$0.aliases.contains(alias) { $0.aliases.append(alias) } }
                    }
                }
            }
        }
        return objects
    }

    static func plan(_ installation: Installation, on objects: ClusterObjects, takesOver: Bool = false) throws
        -> InstallPlan
    {
        try InstallPlan(installation, on: objects, takesOver: takesOver)
    }

    static func sentences(_ changes: [ClusterChange]) -> [String] { changes.flatMap(\.sentences) }

    @Test("An empty cluster gets everything, and then there is nothing to do")
    func fresh() throws {
        let installation = Self.installation("1.0.0")
        let plan = try Self.plan(installation, on: ClusterObjects())
        #expect(
            Self.sentences(plan.changes) == [
                "create index template beaconing-s for s-*, priority 150", "create index s-1.0.0",
                "add alias latest to index s-1.0.0", "add alias all to index s-1.0.0",
            ])
        let after = Self.applying(plan.changes, to: ClusterObjects())
        #expect(try Self.plan(installation, on: after).changes.isEmpty)
    }

    @Test("A newer version gets an index of its own and the alias that moves; the older one is left out of neither")
    func upgrade() throws {
        let before = Self.applying(try Self.plan(Self.installation("1.9.0"), on: .init()).changes, to: .init())
        let plan = try Self.plan(Self.installation("1.10.0"), on: before)
        #expect(
            Self.sentences(plan.changes) == [
                "create index s-1.10.0", "move alias latest from index s-1.9.0 to s-1.10.0",
                "add alias all to index s-1.10.0",
            ])
        let after = Self.applying(plan.changes, to: before)
        #expect(after.holders(of: "latest").map(\.name) == ["s-1.10.0"])
        #expect(after.holders(of: "all").map(\.name) == ["s-1.9.0", "s-1.10.0"])
        // An older program does not take it back.
        let older = try Self.plan(Self.installation("1.9.0"), on: after)
        #expect(older.changes.isEmpty && older.remarks.first?.contains("s-1.10.0") == true)
    }

    @Test("A field that is new is added to the index and to the template; what others added stays")
    func newField() throws {
        let before = Self.applying(
            try Self.plan(Self.installation("1.0.0", types: ["x": "long", "mine": "ip"]), on: .init()).changes,
            to: .init())
        let wanted = Self.installation("1.0.0", types: ["x": "long", "y": "date"])
        let plan = try Self.plan(wanted, on: before)
        #expect(
            Self.sentences(plan.changes) == [
                "update index template beaconing-s for s-*, priority 150", "add fields y to index s-1.0.0",
            ])
        let after = Self.applying(plan.changes, to: before)
        #expect(MappedFields(after.templates[0].body["template"]?["mappings"] ?? [:]).type(of: "mine") == "ip")
        #expect(try Self.plan(wanted, on: after).changes.isEmpty)
    }

    @Test("A field of another type stops it with both types")
    func contradiction() throws {
        let before = Self.applying(try Self.plan(Self.installation("1.0.0"), on: .init()).changes, to: .init())
        let error = #expect(throws: ClusterError.self) {
            try Self.plan(Self.installation("1.0.0", types: ["x": "keyword"]), on: before)
        }
        #expect(error?.code == .configuration)
        #expect(error?.sentence.contains("s-1.0.0 maps x as long and signals need keyword") == true)
    }

    @Test(
        "Aliases of others stop it before anything; taken over, one moves and the other is shared",
        arguments: [false, true])
    func foreignAliases(tooVersions: Bool) throws {
        let theirs = ClusterObjects.Index(name: "theirs", aliases: ["latest", "all"], mappings: [:])
        let cluster = ClusterObjects(indices: [theirs])
        let installation = Self.installation("1.0.0")
        let error = #expect(throws: ClusterError.self) { try Self.plan(installation, on: cluster) }
        #expect(error?.code == .configuration && error?.cure?.contains("--take-over") == true)
        #expect(error?.sentence.contains("theirs") == true)
        let plan = try Self.plan(installation, on: cluster, takesOver: true)
        #expect(Self.sentences(plan.changes).contains("move alias latest from index theirs to s-1.0.0"))
        let after = Self.applying(plan.changes, to: cluster)
        #expect(after.holders(of: "all").map(\.name) == ["theirs", "s-1.0.0"])
        // Once taken, it is not asked again, nor for the next version.
        #expect(try Self.plan(installation, on: after).changes.isEmpty)
        if tooVersions {
            #expect(try Self.plan(Self.installation("2.0.0"), on: after).changes.count == 2)
        }
    }

    @Test("An index or a template of somebody else is never touched", arguments: [true, false])
    func foreignObjects(takesOver: Bool) {
        let index = ClusterObjects(indices: [.init(name: "s-1.0.0", aliases: [], mappings: Self.mappings())])
        #expect(throws: ClusterError.self) {
            try Self.plan(Self.installation("1.0.0"), on: index, takesOver: takesOver)
        }
        let template = ClusterObjects(templates: [.init(name: "beaconing-s", body: ["index_patterns": ["s-*"]])])
        #expect(throws: ClusterError.self) {
            try Self.plan(Self.installation("1.0.0"), on: template, takesOver: takesOver)
        }
    }

    @Test(
        "The priority is above wider templates, off every overlapping one, and says so",
        arguments: [
            ("*", 10, 150, false), ("*", 500, 501, true), ("s*", 150, 151, true), ("s-1.0.0", 150, 151, true),
            ("s-1.0.0", 250, 150, false), ("other-*", 150, 150, false),
        ] as [(String, Int64, Int64, Bool)])
    func priority(pattern: String, theirs: Int64, expected: Int64, isSaid: Bool) throws {
        let other = ClusterObjects.Template(
            name: "other", body: ["index_patterns": [.string(pattern)], "priority": .integer(theirs)])
        let plan = try Self.plan(Self.installation("1.0.0"), on: .init(templates: [other]))
        let sentence = try #require(Self.sentences(plan.changes).first)
        #expect(sentence.contains("priority \(expected)"))
        #expect(sentence.contains("above other, whose patterns overlap") == isSaid)
        let after = Self.applying(plan.changes, to: .init(templates: [other]))
        #expect(try Self.plan(Self.installation("1.0.0"), on: after).changes.isEmpty)
    }

    @Test("Two templates of one version cannot both have the alias that moves")
    func rivals() {
        var both = Self.installation("1.0.0")
        let other = Self.installation("1.0.0", stem: "t")
        both.add(other.destinations[0], of: other.families[0])
        let error = #expect(throws: ClusterError.self) { try Self.plan(both, on: .init()) }
        #expect(error?.sentence.contains("s-1.0.0") == true && error?.sentence.contains("t-1.0.0") == true)
    }

    @Test("Lost aliases come back, also to indices of older versions")
    func lostAliases() throws {
        var cluster = Self.applying(try Self.plan(Self.installation("1.0.0"), on: .init()).changes, to: .init())
        cluster = Self.applying(try Self.plan(Self.installation("2.0.0"), on: cluster).changes, to: cluster)
        let whole = cluster
        for place in cluster.indices.indices { cluster.indices[place].aliases = [] }
        let plan = try Self.plan(Self.installation("2.0.0"), on: cluster)
        let after = Self.applying(plan.changes, to: cluster)
        #expect(after.holders(of: "all").map(\.name) == whole.holders(of: "all").map(\.name))
        #expect(after.holders(of: "latest").map(\.name) == ["s-2.0.0"])
    }

    @Test("Uninstalling leaves nothing of an installation without signals, and what others made as it was")
    func uninstallAll() throws {
        let theirs = ClusterObjects.Index(name: "s-theirs", aliases: ["all"], mappings: [:])
        let other = ClusterObjects.Template(name: "other", body: ["index_patterns": ["*"], "priority": 1])
        let before = ClusterObjects(templates: [other], indices: [theirs])
        let installation = Self.installation("1.0.0")
        var cluster = Self.applying(try Self.plan(installation, on: before, takesOver: true).changes, to: before)
        cluster = Self.applying(try Self.plan(Self.installation("2.0.0"), on: cluster).changes, to: cluster)
        let plan = UninstallPlan(
            installation, on: cluster, documents: ["s-1.0.0": 0, "s-2.0.0": 0], deletesSignals: false)
        let after = Self.applying(plan.changes, to: cluster)
        #expect(after == before)
        #expect(UninstallPlan(installation, on: after, documents: [:], deletesSignals: true).changes.isEmpty)
    }

    @Test("Signals stay under the index's own name unless they are to go", arguments: [false, true])
    func uninstallSignals(deletesSignals: Bool) throws {
        let installation = Self.installation("1.0.0")
        let cluster = Self.applying(try Self.plan(installation, on: .init()).changes, to: .init())
        let plan = UninstallPlan(
            installation, on: cluster, documents: ["s-1.0.0": 3], deletesSignals: deletesSignals)
        let after = Self.applying(plan.changes, to: cluster)
        #expect(after.templates.isEmpty)
        #expect(after.indices.map(\.name) == (deletesSignals ? [] : ["s-1.0.0"]))
        #expect(after.indices.flatMap(\.aliases).isEmpty)
        #expect(plan.remarks.contains { $0.contains("3 signals") } == !deletesSignals)
        let again = UninstallPlan(installation, on: after, documents: ["s-1.0.0": 3], deletesSignals: deletesSignals)
        #expect(again.changes.isEmpty)
    }

    @Test("The state index comes with the rest, goes with the rest, and stays where others need it or made it")
    func stateIndex() throws {
        var installation = Self.installation("1.0.0")
        installation.state = StateIndex.definition(name: "st")
        let changes = try Self.plan(installation, on: ClusterObjects()).changes
        #expect(Self.sentences(changes).last == "create index st")
        let after = Self.applying(changes, to: ClusterObjects())
        #expect(try Self.plan(installation, on: after).changes.isEmpty)
        let alone = UninstallPlan(installation, on: after, documents: [:], deletesSignals: true)
        #expect(Self.sentences(alone.changes).contains("delete state index st"))
        let shared = UninstallPlan(
            installation, on: after, documents: [:], deletesSignals: true, stateIsShared: true)
        #expect(!Self.sentences(shared.changes).contains("delete state index st"))
        #expect(shared.remarks.contains("state index st stays: runners of other templates use it"))
        let foreign = ClusterObjects(indices: [.init(name: "st", aliases: [], mappings: [:])])
        #expect(throws: ClusterError.self) { try Self.plan(installation, on: foreign) }
        let left = UninstallPlan(installation, on: foreign, documents: [:], deletesSignals: true)
        #expect(left.changes.isEmpty && left.remarks == ["index st stays: beaconing did not make it"])
        // Its name would be that of an index of signals, whose index template and uninstalling it would get.
        installation.state = StateIndex.definition(name: "s-state")
        #expect(throws: ClusterError.self) { try Self.plan(installation, on: ClusterObjects()) }
    }
}
