import Testing

@testable import BeaconDashboards
@testable import SearchCluster

@Suite("The answer to a panel's search as rows")
struct PanelRowsTests {
    private func rows(_ answer: String, _ product: DashboardProduct, _ panel: String, of dashboard: String) throws
        -> PanelRows?
    {
        let all = try PanelSearch.all(in: Shipped.bytes(product))
        let search = try #require(all.first { $0.dashboard == dashboard && $0.panel == panel })
        return PanelRows(try #require(JSONValue(parsing: Array(answer.utf8))), to: search)
    }

    private static func answer(_ aggregations: String, documents: Int = 3) -> String {
        #"{"hits":{"total":{"value":\#(documents)},"hits":[]},"aggregations":{\#(aggregations)}}"#
    }

    @Test("A tile is one row: the documents, or a figure, or nothing where there is none")
    func tiles() throws {
        let count = try rows(
            #"{"hits":{"total":{"value":7},"hits":[]}}"#, .kibana, "signals", of: "beaconing-network")
        #expect(count == PanelRows(rows: [[.number(7)]], documents: 7))
        let none = try rows(
            Self.answer(#""score":{"value":null}"#, documents: 0), .kibana, "highest-score", of: "beaconing-network")
        #expect(none == PanelRows(rows: [[.none]], documents: 0))
    }

    @Test("Groups inside groups make a row for each innermost bucket, the keys first")
    func nested() throws {
        let time = #""time":{"buckets":[{"key":1800000,"doc_count":2,"processes":{"value":2}}]}"#
        let answer = Self.answer(
            #""host":{"buckets":[{"key":"a","doc_count":2,"processes":{"value":2},\#(time)},{"key":7,"doc_count":1,\#(time)}]}"#
        )
        let found = try rows(answer, .kibana, "hosts-over-time", of: "beaconing-network")
        #expect(
            found?.rows == [
                [.text("a"), .date(1_800_000), .number(2)], [.number(7), .date(1_800_000), .number(2)],
            ])
    }

    @Test("Named filters have the order in which they were asked for, not that of the engine")
    func filters() throws {
        func bucket(_ count: Int) -> String {
            #"{"doc_count":\#(count),"time":{"buckets":[{"key":0,"doc_count":\#(count)}]}}"#
        }
        let answer = Self.answer(
            #""test":{"buckets":{"Periodic":\#(bucket(1)),"Steady bytes in":\#(bucket(4)),"Steady bytes out":\#(bucket(3)),"#
                + #""Steady counts":\#(bucket(2))}}"#)
        let found = try rows(answer, .kibana, "tests-over-time", of: "beaconing-network")
        #expect(
            found?.rows == [
                [.text("Periodic"), .date(0), .number(1)], [.text("Steady counts"), .date(0), .number(2)],
                [.text("Steady bytes out"), .date(0), .number(3)], [.text("Steady bytes in"), .date(0), .number(4)],
            ])
    }

    @Test("Ranges are their label where they have one, and their bounds where not")
    func ranges() throws {
        let inner = { (id: String) in #""\#(id)":{"buckets":[{"key":"*-0.7","to":0.7,"doc_count":5}]}"# }
        let lens = Self.answer(
            #""period":{"buckets":[{"key":"under 1 min","from":0.0,"to":60.0,"doc_count":5,\#(inner("autocovariance"))}]}"#
        )
        #expect(
            try rows(lens, .kibana, "period-autocovariance", of: "beaconing-network")?.rows == [
                [.text("under 1 min"), .text("*-0.7"), .number(5)]
            ])
        let classic = Self.answer(
            #""2":{"buckets":[{"key":"0.0-60.0","from":0.0,"to":60.0,"doc_count":5,\#(inner("3"))}]}"#)
        #expect(
            try rows(classic, .opensearch, "period-autocovariance", of: "beaconing-network")?.rows == [
                [.range(from: 0, to: 60), .range(from: nil, to: 0.7), .number(5)]
            ])
    }

    @Test("A count with a filter of its own is the filter's; the largest date is a date")
    func filtered() throws {
        let figures =
            #""score":{"value":3.0},"priority":{"value":71.0},"regular":{"doc_count":5},"periodic":{"doc_count":4},"counts":{"doc_count":3},"out":{"doc_count":2},"in":{"doc_count":1},"#
            + #""first":{"value":1.0E12,"value_as_string":"2001-09-09T01:46:40.000Z"},"last":{"value":null}"#
        let answer = Self.answer(
            #""process":{"buckets":[{"key":"p","doc_count":9,"host":{"buckets":[{"key":"h","doc_count":9,\#(figures)}]}}]}"#
        )
        #expect(
            try rows(answer, .kibana, "why", of: "beaconing-drilldown")?.rows == [
                [
                    .text("p"), .text("h"), .number(3), .number(71), .number(9), .number(4), .number(3), .number(2),
                    .number(1),
                    .number(5),
                    .date(1_000_000_000_000), .none,
                ]
            ])
    }

    @Test("Fields of documents are found however their names are nested")
    func documents() throws {
        let sources = [
            #"{"@timestamp":"2026-11-25T00:00:00Z","host":{"name":"a"},"process.name":"p","destination":{"ip":["x","y"]}}"#,
            #"{"host.name":null,"source":{"bytes":12},"destination":{"port":443}}"#,
        ]
        let hits = sources.map { #"{"_source":\#($0)}"# }.joined(separator: ",")
        let found = try rows(
            #"{"hits":{"total":{"value":2},"hits":[\#(hits)]}}"#, .opensearch, "events", of: "beaconing-drilldown")
        #expect(
            found?.rows == [
                [
                    .text("2026-11-25T00:00:00Z"), .text("a"), .text("p"), .list([.text("x"), .text("y")]), .none,
                    .none,
                    .none,
                ],
                [.none, .none, .none, .none, .number(443), .number(12), .none],
            ])
    }

    @Test("Where no index matches there are no rows, and what is no answer is none")
    func missing() throws {
        let nothing = #"{"hits":{"total":{"value":0},"hits":[]}}"#
        #expect(try rows(nothing, .kibana, "bytes", of: "beaconing-network") == PanelRows(rows: [], documents: 0))
        for text in ["{}", #"{"hits":{"total":{"value":3}}}"#, Self.answer(#""process":{"buckets":[{"key":"x"}]}"#)] {
            #expect(try rows(text, .kibana, "bytes", of: "beaconing-network") == nil, "\(text)")
        }
    }

    @Test("The documents' time is the first column of a list")
    func time() throws {
        let all = try PanelSearch.all(in: Shipped.bytes(.kibana))
        let lists = all.filter { $0.body["aggs"] == nil }
        #expect(lists.count == 2)
        for list in lists { #expect(list.columns.first?.id == "@timestamp") }
    }
}

@Suite("Points of time")
struct DateMathTests {
    @Test(
        "Dates are read to the second",
        arguments: [
            ("1970-01-01", 0 as Int64), ("2026-11-23T10:00:00Z", 1_795_428_000), ("2024-02-29T23:59", 1_709_251_140),
            ("2000-03-01T00:00:01.250Z", 951_868_801),
        ])
    func dates(_ text: String, _ seconds: Int64) {
        #expect(DateMath.date(text) == seconds)
        #expect(DateMath(text)?.seconds(clock: nil) == seconds)
    }

    @Test(
        "What is none is refused",
        arguments: [
            "", "2026", "2026-13-01", "2026-11-23T", "2026-11-23T25:00", "2026-11-23T10:00:00+01:00", "now-", "then",
        ])
    func refused(_ text: String) {
        #expect(!PanelSearch.isTime(text))
    }

    @Test("Steps of histograms follow a range of dates, and one that ends now where the clock is known")
    func steps() throws {
        func interval(_ from: String, _ to: String, _ clock: Int64? = nil) throws -> JSONValue? {
            let all = try PanelSearch.all(in: Shipped.bytes(.kibana), from: from, to: to, clockSeconds: clock)
            let search = try #require(all.first { $0.panel == "score-over-time" })
            return search.body["aggs"]?["time"]?["date_histogram"]?["fixed_interval"]
        }
        #expect(try interval("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z") == "60s")
        #expect(try interval("2026-11-23", "2026-11-30") == "10800s")
        #expect(try interval("2026-11-23T10:00:00Z", "now", 1_795_428_000 + 3_600) == "60s")
        #expect(try interval("2026-11-23T10:00:00Z", "now") == "1800s")
    }
}
