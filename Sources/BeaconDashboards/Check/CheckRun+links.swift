internal import Foundation
internal import SearchCluster

/// Rules 15 to 17: drilldowns, links in texts, controls.
extension CheckRun {
    private static let triggers = [
        "FILTER_TRIGGER", "VALUE_CLICK_TRIGGER", "SELECT_RANGE_TRIGGER", "ROW_CLICK_TRIGGER", "CONTEXT_MENU_TRIGGER",
        "IMAGE_CLICK_TRIGGER",
    ]
    private static let toDashboard = "DASHBOARD_TO_DASHBOARD_DRILLDOWN"

    mutating func checkDrilldowns(_ config: JSONValue?, _ index: String, _ object: Object) {
        var seen: Set<String> = []
        for event in config?["enhancements"]?["dynamicActions"]?["events"]?.array ?? [] {
            let id = event["eventId"]?.string ?? ""
            if id.isEmpty || !seen.insert(id).inserted { error(15, "the drilldown \(id) needs an eventId of its own") }
            for trigger in event["triggers"]?.array ?? [] where !Self.triggers.contains(trigger.string ?? "") {
                error(15, "the drilldown \(id) has the unknown trigger \(trigger.string ?? "")")
            }
            let factory = event["action"]?["factoryId"]?.string ?? ""
            guard [Self.toDashboard, "URL_DRILLDOWN", "OPEN_IN_DISCOVER_DRILLDOWN"].contains(factory) else {
                error(15, "the drilldown \(id) has the unknown factory \(factory)")
                continue
            }
            let name = event["action"]?["name"]?.string ?? ""
            if name.range(of: "-[0-9]+$", options: .regularExpression) != nil {
                warn(15, "the drilldown's name \(name) ends like a copy's")
            }
            if factory == Self.toDashboard { checkTarget(of: event, id, name, index, object) }
        }
    }

    private mutating func checkTarget(
        of event: JSONValue, _ id: String, _ name: String, _ index: String, _ object: Object
    ) {
        let wanted = LensDashboard.drilldownReference(index, id)
        let found = object.references.filter { $0.name == wanted }
        guard found.count == 1, let reference = found.first else {
            error(15, "the drilldown \(id) needs one reference \(wanted), found \(found.count)")
            return
        }
        used.insert(wanted)
        guard let target = objects.first(where: { $0.type == "dashboard" && $0.id == reference.id }) else {
            error(15, "the drilldown \(id) leads to the dashboard \(reference.id), which the file lacks")
            return
        }
        let title = target.attributes["title"]?.string ?? ""
        if title != name { warn(15, "the drilldown is called \(name), and leads to \(title)") }
        guard event["action"]?["config"]?["useCurrentDateRange"]?.boolean == true,
            let range = object.attributes["timeFrom"]?.string.flatMap(DateMath.init)?.secondsAgo,
            let bucket = Self.longestBucket(of: target), bucket >= range
        else { return }
        warn(15, "the drilldown takes a range of \(range) s along to \(title), whose buckets are \(bucket) s long")
    }

    /// The longest fixed bucket of a dashboard's histograms, in seconds.
    private static func longestBucket(of dashboard: Object) -> Int? {
        let panels = parsed(dashboard.attributes["panelsJSON"])?.array ?? []
        return panels.flatMap { panel -> [Int] in
            let layers = panel["embeddableConfig"]?["attributes"]?["state"]?["datasourceStates"]?["formBased"]?[
                "layers"]
            return layers?.members?.flatMap { layer in
                layer.value["columns"]?.members?.compactMap {
                    $0.value["params"]?["interval"]?.string.flatMap(DateMath.interval)
                } ?? []
            } ?? []
        }.max()
    }

    /// Links of a text must lead to dashboards of this file.
    mutating func checkMarkdown(_ text: String?) {
        for piece in (text ?? "").components(separatedBy: "](").dropFirst() {
            let link = piece.prefix { $0 != ")" && !$0.isWhitespace }
            guard let view = link.range(of: "#/view/") else {
                if link.contains("/app/") {
                    warn(16, "the link \(link) names a path that a space or base path changes")
                }
                continue
            }
            let id = String(link[view.upperBound...].prefix { $0 != "?" })
            if !objects.contains(where: { $0.type == "dashboard" && $0.id == id }) {
                error(16, "a link leads to the dashboard \(id), which the file lacks")
            }
            if view.lowerBound != link.startIndex {
                warn(16, "the link \(link) names a host or a path; #/view/\(id) works in every space")
            }
        }
    }

    mutating func checkControls(_ object: Object) {
        var orders: Set<Int64> = []
        for control in Self.parsed(object.attributes["controlGroupInput"]?["panelsJSON"])?.members ?? [] {
            part = "control \(control.name)"
            let input = control.value["explicitInput"]
            if let order = control.value["order"]?.integer, !orders.insert(order).inserted {
                error(17, "two controls have the order \(order)")
            }
            let what: String
            switch control.value["type"]?.string {
            case "optionsListControl": what = "optionsListDataView"
            case "rangeSliderControl": what = "rangeSliderDataView"
            case "timeSlider", "timeSliderControl": continue
            default:
                error(17, "the type of the control is not known")
                continue
            }
            let name = "controlGroup_\(control.name):\(what)"
            guard let reference = object.reference(name) else {
                error(17, "the reference \(name) is missing")
                continue
            }
            used.insert(name)
            if let id = input?["dataViewId"]?.string, id != reference.id {
                error(17, "the control reads \(id), and its reference leads to \(reference.id)")
            }
            checkControlField(input?["fieldName"]?.string, reference.id, isRange: what == "rangeSliderDataView")
        }
        part = ""
    }

    mutating func checkControlField(_ field: String?, _ view: String, isRange: Bool) {
        guard let field, !field.isEmpty else {
            error(17, "the control has no field")
            return
        }
        guard let dataView = dataView(view) else { return }
        guard let type = dataView.type(of: field) else {
            error(17, "there is no field \(field) in \(dataView.title)")
            return
        }
        if !type.isAggregatable || (isRange && type.viewType != "number") {
            error(17, "the control cannot use the field \(field), which is \(type.rawValue)")
        }
    }
}
