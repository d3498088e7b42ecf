import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("The search of a panel")
struct PanelSearchTests {
    private func search(_ product: DashboardProduct, _ panel: String, of dashboard: String = "beaconing-network") throws
        -> PanelSearch
    {
        let all = try PanelSearch.all(in: Shipped.bytes(product))
        return try #require(all.first { $0.dashboard == dashboard && $0.panel == panel })
    }

    @Test("Every panel that shows data has one, over the alias or the events", arguments: DashboardProduct.allCases)
    func every(_ product: DashboardProduct) throws {
        let searches = try PanelSearch.all(in: Shipped.bytes(product))
        #expect(searches.count == 16 + 6 + 2)
        #expect(Set(searches.map(\.index)) == ["ml_beaconing.all", "logs-*"])
        for search in searches { #expect(!search.columns.isEmpty, "\(search.panel)") }
    }

    @Test("A tile counts within time range and query", arguments: DashboardProduct.allCases)
    func tile(_ product: DashboardProduct) throws {
        #expect(
            try search(product, "signals").body == [
                "query": [
                    "bool": [
                        "filter": [
                            ["range": ["@timestamp": ["gte": "now-24h", "lte": "now"]]],
                            [
                                "bool": [
                                    "should": [
                                        ["match": ["beacon_stats.is_beaconing": "true"]],
                                        ["match": ["beaconing.regular": "true"]],
                                    ], "minimum_should_match": 1,
                                ]
                            ],
                        ]
                    ]
                ], "size": 0, "track_total_hits": true, "aggs": .object([]),
            ])
    }

    @Test("Terms lie around the histogram, with the figure that orders them beside it")
    func split() throws {
        #expect(
            try search(.kibana, "hosts-over-time").body["aggs"] == [
                "host": [
                    "terms": ["field": "host.name", "size": 20, "order": ["processes": "desc"]],
                    "aggs": [
                        "time": [
                            "date_histogram": ["field": "@timestamp", "fixed_interval": "1800s", "min_doc_count": 1],
                            "aggs": ["processes": ["cardinality": ["field": "process.name"]]],
                        ],
                        "processes": ["cardinality": ["field": "process.name"]],
                    ],
                ]
            ])
        let classic = try search(.opensearch, "hosts-over-time").body["aggs"]?["2"]
        #expect(classic?["terms"]?["order"] == ["1": "desc"])
        #expect(classic?["aggs"]?.members?.map(\.name) == ["3", "1"])
    }

    @Test("A figure with a filter of its own is inside a filter")
    func filtered() throws {
        let aggregations = try search(.kibana, "why", of: "beaconing-drilldown").body["aggs"]?["process"]?["aggs"]?[
            "host"]
        #expect(aggregations?["aggs"]?["periodic"] == ["filter": ["match": ["beacon_stats.periodic": "true"]]])
        #expect(aggregations?["terms"]?["order"] == ["score": "desc"])
    }

    @Test("Ranges and filters keep their labels, and a count orders by documents")
    func groups() throws {
        let ranges = try search(.kibana, "period-autocovariance").body["aggs"]?["period"]?["range"]?["ranges"]?.array
        #expect(ranges?.last == ["key": "4 h and more", "from": 14400.0])
        let tests = try search(.kibana, "tests-over-time").body["aggs"]?["test"]?["filters"]?["filters"]
        #expect(tests?["Periodic"] == ["match": ["beacon_stats.periodic": "true"]])
        #expect(
            try search(.kibana, "process-shares").body["aggs"]?["process"]?["terms"]?["order"] == ["_count": "desc"])
    }

    @Test("A list of documents is sorted and has its own query")
    func documents() throws {
        let found = try search(.opensearch, "events", of: "beaconing-drilldown")
        #expect(found.body["sort"] == [["@timestamp": ["order": "desc", "unmapped_type": "boolean"]]])
        #expect(found.body["query"]?["bool"]?["filter"]?.array?.last == ["match": ["event.category": "network"]])
    }

    @Test("Another time range can be asked for, and histograms follow it")
    func range() throws {
        let all = try PanelSearch.all(in: Shipped.bytes(.kibana), from: "now-1h")
        let found = try #require(all.first { $0.panel == "score-over-time" })
        #expect(found.body["aggs"]?["time"]?["date_histogram"]?["fixed_interval"] == "60s")
    }
}
