import Testing

@testable import BeaconDashboards
@testable import SearchCluster

/// A shipped import file with something changed in it, also inside the JSON of its strings.
struct EditedBundle: Sendable {
    var name = "dashboards.ndjson"
    var objects: [JSONValue]
    /// Bytes before and after the lines.
    var start: [UInt8] = []
    var end: [UInt8] = []

    init(_ product: DashboardProduct) throws {
        objects = try Shipped.objects(product)
    }

    var bytes: [UInt8] { start + objects.flatMap { $0.bytes + [0x0A] } + end }

    /// Changes what lies at a path of an object.
    ///
    /// A step is a member's name, an element's number, or `@` and what an element's panelIndex, eventId, id or name is.
    /// Strings that the path leads into are read and packed again. `nil` takes the value away.
    mutating func set(_ object: String, _ path: String, _ change: (JSONValue?) -> JSONValue?) {
        let steps = path.split(separator: "/").map(String.init)
        guard
            let index = objects.firstIndex(where: { "\($0["type"]?.string ?? ""):\($0["id"]?.string ?? "")" == object })
        else {
            Issue.record("there is no \(object)")
            return
        }
        objects[index] = Self.changed(objects[index], steps[...], change) ?? .null
    }

    mutating func set(_ object: String, _ path: String, to value: JSONValue?) {
        set(object, path) { _ in value }
    }

    private static func changed(
        _ value: JSONValue?, _ path: ArraySlice<String>, _ change: (JSONValue?) -> JSONValue?
    ) -> JSONValue? {
        guard let step = path.first else { return change(value) }
        let rest = path.dropFirst()
        switch value {
        case .string(let text):
            guard let inner = JSONValue(parsing: Array(text.utf8)) else {
                Issue.record("no JSON in the string before \(step)")
                return value
            }
            return changed(inner, path, change)?.packed
        case .array(var elements):
            let wanted = step.hasPrefix("@") ? String(step.dropFirst()) : nil
            let index = elements.firstIndex { element in
                ["panelIndex", "eventId", "id", "name"].contains { wanted != nil && element[$0]?.string == wanted }
            }
            let position = index ?? Int(step) ?? -1
            if step == "+" {
                elements += change(nil).map { [$0] } ?? []
            } else if elements.indices.contains(position) {
                if let new = changed(elements[position], rest, change) {
                    elements[position] = new
                } else {
                    elements.remove(at: position)
                }
            } else {
                Issue.record("there is no element \(step)")
            }
            return .array(elements)
        case .object(var members):
            let index = members.firstIndex { $0.name == step }
            if index == nil, !rest.isEmpty { Issue.record("there is no member \(step)") }
            let new = changed(index.map { members[$0].value }, rest, change)
            if let index { members.remove(at: index) }
            if let new { members.insert(.init(step, new), at: index ?? members.count) }
            return .object(members)
        default:
            Issue.record("nothing lies below \(step)")
            return value
        }
    }
}
