internal import SearchCluster

/// Rules 11 to 13: panels, the grid and what a panel holds; and the way to everything inside.
extension CheckRun {
    mutating func checkDashboard(_ object: Object) {
        let panels = Self.parsed(object.attributes["panelsJSON"])?.array ?? []
        var seen: Set<String> = []
        var areas: [PanelArea] = []
        for panel in panels {
            let index = panel["panelIndex"]?.string ?? ""
            part = "panel \(index)"
            if index.isEmpty { error(11, "the panel has no panelIndex") }
            if !seen.insert(index).inserted { error(11, "the panelIndex comes twice") }
            if let area = readArea(panel, index) { areas.append(area) }
            checkContent(panel, index, object)
        }
        part = ""
        checkOverlaps(areas)
        checkTime(object, panels)
        checkControls(object)
        layouts.append(
            DashboardLayout(
                product: product, file: file, line: object.line, id: object.id,
                panels: panels.compactMap { $0["panelIndex"]?.string },
                hasControls: hasControls(object, panels)))
    }

    private mutating func readArea(_ panel: JSONValue, _ index: String) -> PanelArea? {
        let grid = panel["gridData"]
        if grid?["i"]?.string != index { error(11, "gridData.i must equal the panelIndex") }
        guard let x = grid?["x"]?.integer, let y = grid?["y"]?.integer, let width = grid?["w"]?.integer,
            let height = grid?["h"]?.integer
        else {
            error(11, "gridData needs the whole numbers x, y, w and h")
            return nil
        }
        guard x >= 0, y >= 0, (1...48).contains(width), height >= 1, x <= 48 - width, y < 100_000, height < 100_000
        else {
            error(11, "the panel lies outside the grid of 48 columns")
            return nil
        }
        let type = panel["embeddableConfig"]?["attributes"]?["visualizationType"]?.string
        let least = type == "lnsDatatable" ? 8 : type == "lnsMetric" ? 4 : 1
        if height < least {
            warn(12, "\(height) rows are too few for \(type == "lnsMetric" ? "a tile" : "a table"); \(least) at least")
        }
        return PanelArea(
            panel: index, section: grid?["sectionId"]?.string ?? "", x: Int(x), y: Int(y), width: Int(width),
            height: Int(height))
    }

    private mutating func checkOverlaps(_ areas: [PanelArea]) {
        for (position, area) in areas.enumerated() {
            for other in areas[..<position] where area.overlaps(other) {
                error(12, "the panels \(other.panel) and \(area.panel) overlap")
            }
            // Panels fall up until they lie on another, or at the top.
            let ground =
                areas.filter { $0.section == area.section && $0.sharesColumns(area) && $0.y < area.y }
                .map { $0.y + $0.height }.max() ?? 0
            if ground < area.y {
                warn(12, "the panel \(area.panel) would float up from row \(area.y) to row \(ground)")
            }
        }
    }

    private mutating func checkContent(_ panel: JSONValue, _ index: String, _ object: Object) {
        let config = panel["embeddableConfig"]
        let attributes = config?["attributes"]
        let type = panel["type"]?.string
        let reference = panel["panelRefName"]?.string
        let newReference = "\(index):savedObjectRef"
        let isByReference = reference != nil || object.reference(newReference) != nil
        if object.reference(newReference) != nil { used.insert(newReference) }
        let isByValue = attributes != nil || config?["savedVis"] != nil
        let selfContained = product == .kibana && ["links", "image", "DASHBOARD_MARKDOWN"].contains(type ?? "")
        if isByValue == isByReference, !selfContained {
            error(
                13,
                isByValue
                    ? "the panel is both by value and by reference" : "the panel holds nothing and refers to nothing")
        }
        if product == .opensearch {
            if isByValue { error(13, "\(product.title) shows no panels by value; refer to a visualisation") }
            if let type, !["visualization", "search"].contains(type) {
                error(13, "\(product.title) has no panels of type \(type)")
            }
            return
        }
        let known = [
            "lens", "visualization", "search", "map", "links", "image", "DASHBOARD_MARKDOWN", "log_stream",
            "discover_session",
        ]
        guard let type else {
            error(13, "the panel has no type, which only OpenSearch Dashboards allows")
            return
        }
        if !known.contains(type) { error(13, "panels of type \(type) are not known") }
        checkKeys(
            panel, "the panel",
            ["version", "type", "panelIndex", "gridData", "embeddableConfig", "title", "panelRefName", "id"])
        if type == "lens", let attributes { checkLens(attributes, prefix: index + ":", object) }
        if let saved = config?["savedVis"] {
            checkMarkdown(saved["params"]?["markdown"]?.string)
        }
        checkDrilldowns(config, index, object)
    }

    private func hasControls(_ object: Object, _ panels: [JSONValue]) -> Bool {
        if product == .kibana {
            return Self.parsed(object.attributes["controlGroupInput"]?["panelsJSON"])?.members?.isEmpty == false
        }
        return panels.contains { panel in
            let name = panel["panelRefName"]?.string ?? ""
            guard let target = object.reference(name),
                let found = objects.first(where: { $0.type == target.type && $0.id == target.id })
            else { return false }
            return Self.parsed(found.attributes["visState"])?["type"]?.string == "input_control_vis"
        }
    }
}

/// Where a panel lies.
struct PanelArea {
    var panel: String
    var section: String
    var x, y, width, height: Int

    func sharesColumns(_ other: PanelArea) -> Bool { x < other.x + other.width && other.x < x + width }

    func overlaps(_ other: PanelArea) -> Bool {
        section == other.section && sharesColumns(other) && y < other.y + other.height && other.y < y + height
    }
}
