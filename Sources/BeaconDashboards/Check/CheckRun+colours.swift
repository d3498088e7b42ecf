internal import SearchCluster

/// Rules 28 and 29: colours, and members that a visualisation does not know.
extension CheckRun {
    private static let palettes = [
        "default", "status", "temperature", "complimentary", "complementary", "negative", "positive", "cool", "warm",
        "gray", "red", "custom", "kibana_palette", "kibana_v7_legacy", "eui_amsterdam", "eui_amsterdam_color_blind",
        "elastic_brand", "elastic_brand_2023", "elastic_line_optimized", "elastic_borealis", "neutral", "severity",
        "legacy_palette",
    ]

    mutating func checkColours(_ value: JSONValue) {
        for member in value.members ?? [] {
            switch member.name {
            case "palette", "colorMapping":
                let name = member.value["name"]?.string ?? member.value["paletteId"]?.string
                if let name, !Self.palettes.contains(name) { warn(28, "the palette \(name) is not known") }
                let stops = (member.value["params"]?["stops"]?.array ?? []).compactMap { $0["stop"]?.number }
                if zip(stops, stops.dropFirst()).contains(where: { $0 >= $1 }) {
                    warn(28, "the stops of the palette do not ascend")
                }
            default: checkColours(member.value)
            }
        }
        for element in value.array ?? [] { checkColours(element) }
    }

    mutating func checkVisualizationKeys(_ visualization: JSONValue, _ type: String) {
        guard let known = Self.members[type] else { return }
        checkKeys(visualization, "the visualisation", known.outer)
        for layer in visualization["layers"]?.array ?? [] { checkKeys(layer, "the drawn layer", known.layer) }
    }

    private static let base = ["layerId", "layerType", "palette", "colorMapping"]
    private static let members: [String: (outer: [String], layer: [String])] = [
        "lnsXY": (
            [
                "preferredSeriesType", "legend", "layers", "valueLabels", "fittingFunction", "emphasizeFitting",
                "endValue", "axisTitlesVisibilitySettings", "tickLabelsVisibilitySettings",
                "gridlinesVisibilitySettings", "labelsOrientation", "yLeftExtent", "yRightExtent", "xExtent", "yTitle",
                "yRightTitle", "xTitle", "yLeftScale", "yRightScale", "curveType", "fillOpacity", "minBarHeight",
                "hideEndzones", "showCurrentTimeMarker", "valuesInLegend", "title", "description", "pointVisibility",
            ],
            base + [
                "seriesType", "xAccessor", "accessors", "splitAccessor", "splitAccessors", "yConfig", "position",
                "showGridlines", "collapseFn", "xScaleType", "isHistogram", "columnToLabel", "hide", "annotations",
                "ignoreGlobalFilters", "indexPatternId", "persistanceType", "annotationGroupId",
            ]
        ),
        "lnsPie": (
            ["shape", "layers", "palette"],
            base + [
                "primaryGroups", "secondaryGroups", "metrics", "numberDisplay", "categoryDisplay", "legendDisplay",
                "nestedLegend", "emptySizeRatio", "percentDecimals", "legendPosition", "legendSize", "legendMaxLines",
                "truncateLegend", "legendStats", "showValuesInLegend", "collapseFns", "colorsByDimension",
                "allowMultipleMetrics",
            ]
        ),
        "lnsDatatable": (
            base + [
                "columns", "sorting", "paging", "rowHeight", "headerRowHeight", "rowHeightLines",
                "headerRowHeightLines",
                "density", "showRowNumbers",
            ], []
        ),
        "lnsMetric": (
            base + [
                "metricAccessor", "secondaryMetricAccessor", "maxAccessor", "breakdownByAccessor", "subtitle", "color",
                "icon", "iconAlign", "showBar", "progressDirection", "maxCols", "collapseFn", "secondaryPrefix",
                "secondaryLabel", "secondaryTrend", "titlesTextAlign", "valuesTextAlign", "valueFontMode",
                "primaryAlign", "secondaryAlign", "primaryPosition", "titleWeight", "applyColorTo",
                "trendlineLayerId", "trendlineLayerType", "trendlineTimeAccessor", "trendlineMetricAccessor",
                "trendlineSecondaryMetricAccessor", "trendlineBreakdownByAccessor",
            ], []
        ),
        "lnsHeatmap": (
            base + ["shape", "xAccessor", "yAccessor", "valueAccessor", "legend", "gridConfig"], []
        ),
    ]
}
