import BeaconDashboards
import SearchCluster
import Testing

@testable import BeaconRules
@testable import BeaconTransform

@Suite("Rules for Elastic Security")
struct ElasticRuleTests {
    @Test("Each rule is one that the import takes", arguments: ShippedRules.names)
    func schema(_ name: String) throws {
        let set = try ShippedRules.set(name, .elastic)
        let rules = ShippedRules.lines(set)
        #expect(rules.count == set.rules.count && rules.count >= 3)
        for rule in rules { #expect(ElasticRuleSchema.faults(of: rule) == [], "\(rule["name"]?.string ?? "")") }
    }

    @Test("The check finds what is missing, unknown, or of the wrong type in any member of any rule")
    func strictness() throws {
        let needed = ["rule_id", "name", "description", "risk_score", "severity", "type"]
        for rule in try ShippedRules.lines(ShippedRules.set("beaconing", .elastic)) {
            let members = try #require(rule.members)
            for (position, member) in members.enumerated() {
                var changed = members
                changed[position].value = member.value.boolean == nil ? .boolean(true) : "true"
                #expect(!ElasticRuleSchema.faults(of: .object(changed)).isEmpty, "\(member.name)")
                changed = members
                changed[position].name += "_"
                #expect(!ElasticRuleSchema.faults(of: .object(changed)).isEmpty, "\(member.name)")
                guard needed.contains(member.name) else { continue }
                changed.remove(at: position)
                #expect(!ElasticRuleSchema.faults(of: .object(changed)).isEmpty, "\(member.name)")
            }
        }
    }

    @Test("Every field that a rule names is mapped, and its time is a date", arguments: ShippedRules.names)
    func fields(_ name: String) throws {
        let template = try ShippedRules.template(name)
        for rule in try ShippedRules.lines(ShippedRules.set(name, .elastic)) {
            var fields = try KQL(try #require(rule["query"]?.string)).fields
            for list in [
                rule["new_terms_fields"], rule["alert_suppression"]?["group_by"], rule["threshold"]?["field"],
                rule["investigation_fields"]?["field_names"],
            ] { fields += (list?.array ?? []).compactMap(\.string) }
            fields += (rule["threshold"]?["cardinality"]?.array ?? []).compactMap { $0["field"]?.string }
            for mapping in ["risk_score_mapping", "severity_mapping"] {
                fields += (rule[mapping]?.array ?? []).compactMap { $0["field"]?.string }
            }
            for filter in rule["filters"]?.array ?? [] {
                fields += filter["query"]?.members?.first?.value.members?.map(\.name) ?? []
            }
            #expect(fields.count >= 4)
            for field in fields { #expect(ShippedRules.type(of: field, in: template) != nil, "\(field)") }
            for required in rule["required_fields"]?.array ?? [] {
                let field = try #require(required["name"]?.string)
                #expect(required["type"]?.string == ShippedRules.type(of: field, in: template), "\(field)")
            }
            let time = try #require(rule["timestamp_override"]?.string)
            #expect(ShippedRules.type(of: time, in: template) == "date")
        }
    }

    @Test("Ids stay what they were, and no two rules of any template or product share one")
    func ids() throws {
        var ids: [String] = []
        for name in ShippedRules.names {
            ids += try ShippedRules.lines(ShippedRules.set(name, .elastic)).compactMap { $0["rule_id"]?.string }
            for monitor in try ShippedRules.lines(ShippedRules.set(name, .opensearch)) {
                for trigger in monitor["triggers"]?.array ?? [] {
                    ids += trigger.members?.compactMap { $0.value["id"]?.string } ?? []
                }
            }
        }
        #expect(ids.count >= 40 && Set(ids).count == ids.count)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
        // An id that changed would leave the old rule beside the new one in every cluster.
        #expect(ids.first == "21636017-78e1-807c-a4aa-4b191ae26958")
    }

    @Test("A rule is of its template alone, and reads the alias that keeps older versions")
    func template() throws {
        var own = try ShippedRules.template("beaconing")
        own.id = "mine"
        own.destination.aliases = [.init(name: "x.latest", moves: true), .init(name: "x.all", moves: false)]
        let rules = ShippedRules.lines(RuleSet(own, named: "./my templates/mine.yml", for: .elastic))
        for rule in rules {
            #expect(rule["index"] == ["x.all"])
            #expect(rule["query"]?.string?.hasPrefix("beaconing.template.id: \"mine\" and ") == true)
            #expect(rule["name"]?.string?.hasSuffix(" (mine)") == true)
            let note = rule["note"]?.string ?? ""
            let command = "beaconing explain --template './my templates/mine.yml' --stored HOST_NAME PROCESS_NAME"
            #expect(note.contains("`\(command)`"))
        }
        own.destination.aliases = [.init(name: "x.latest", moves: true)]
        #expect(ShippedRules.lines(RuleSet(own, named: "mine", for: .elastic))[0]["index"] == ["x.latest"])
        own.destination.aliases = []
        #expect(ShippedRules.lines(RuleSet(own, named: "mine", for: .elastic))[0]["index"] == ["ml_beaconing-1.0.0"])
    }

    @Test("What a template or a product cannot have is left out, with the reason")
    func leftOut() throws {
        var own = try ShippedRules.template("beaconing")
        own.groupBy += ["a.b", "c.d"].map { .init(name: $0, field: $0) }
        own.metric.destinationField = nil
        let set = RuleSet(own, named: "mine", for: .elastic)
        #expect(set.rules.map(\.kind) == [.highPriority, .systemTool])
        #expect(set.leftOut.map(\.kind) == [.newBeacon, .sharedDestination])
        // Four fields would be cut to three, and alerts of other groups would be hidden.
        for rule in ShippedRules.lines(set) {
            #expect(rule["alert_suppression"] == nil)
            #expect(ElasticRuleSchema.faults(of: rule) == [])
        }
        #expect(try ShippedRules.set("beaconing", .sigma).leftOut.map(\.kind) == [.newBeacon])
        #expect(try ShippedRules.set("beaconing-flows", .opensearch).leftOut.map(\.kind) == [.systemTool])
        #expect(try ShippedRules.set("beaconing", .elastic).leftOut.isEmpty)
    }

    @Test("Signals that are kept for less than a rule looks back are warned of")
    func retention() throws {
        var own = try ShippedRules.template("beaconing")
        own.retention = .init(field: "@timestamp", maxAgeSeconds: 7 * 86_400)
        #expect(RuleSet(own, named: "mine", for: .elastic).warnings.count == 1)
        #expect(RuleSet(own, named: "mine", for: .sigma).warnings.isEmpty)
        own.retention = .init(field: "@timestamp", maxAgeSeconds: 90 * 86_400)
        #expect(RuleSet(own, named: "mine", for: .elastic).warnings.isEmpty)
    }
}
